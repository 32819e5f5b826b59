/* The node's signals beside a JVM are as they were without one. */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jvm_fixture.h"

#define FAULTS 1000

static _Thread_local sigjmp_buf recovery;
static atomic_int handled;

static void recover(int signal, siginfo_t *info, void *context) {
  (void)signal;
  (void)context;
  CHECK(info->si_addr == (void *)8);
  atomic_fetch_add(&handled, 1);
  siglongjmp(recovery, 1);
}

static void count(int signal) {
  (void)signal;
  atomic_fetch_add(&handled, 1);
}

static void handle(int signal, void (*handler)(int)) {
  struct sigaction action = {.sa_handler = handler};
  CHECK_INT(0, sigaction(signal, &action, NULL));
}

static void recover_from_faults(void) {
  for (int i = 0; i < FAULTS; i++) {
    if (sigsetjmp(recovery, 1) == 0) {
      volatile int *volatile unmapped = (volatile int *)8;
      *unmapped = 1;
      CHECK(false);
    }
  }
}

static void *recover_on_signal_stack(void *unused) {
  stack_t stack = {.ss_sp = malloc(65536), .ss_size = 65536};
  CHECK_INT(0, sigaltstack(&stack, NULL));
  recover_from_faults();
  stack.ss_flags = SS_DISABLE;
  CHECK_INT(0, sigaltstack(&stack, NULL));
  free(stack.ss_sp);
  return unused;
}

/* A thread that was marked, and one with a signal stack of its own, beside Java's null checks. */
static void faults_of_the_node_are_recovered_beside_those_of_java(void) {
  struct sigaction action = {.sa_sigaction = recover, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  CHECK_INT(0, sigaction(SIGSEGV, &action, NULL));
  fixture_start(NULL);
  fixture_command(HOST_STARTS_NULL_CHECKS);
  pthread_t thread;
  CHECK_INT(0, pthread_create(&thread, NULL, recover_on_signal_stack, NULL));
  recover_from_faults();
  CHECK_INT(0, pthread_join(thread, NULL));
  fixture_command(HOST_STOPS_NULL_CHECKS);
  CHECK_INT(2 * FAULTS, handled);
}

static atomic_bool is_started;

static void *fault_until_started(void *unused) {
  jvm_mark_host_thread();
  while (!atomic_load(&is_started)) {
    recover_from_faults();
  }
  return unused;
}

static void faults_of_the_node_are_recovered_during_the_creation(void) {
  struct sigaction action = {.sa_sigaction = recover, .sa_flags = SA_SIGINFO};
  CHECK_INT(0, sigaction(SIGSEGV, &action, NULL));
  pthread_t thread;
  CHECK_INT(0, pthread_create(&thread, NULL, fault_until_started, NULL));
  fixture_start(NULL);
  atomic_store(&is_started, true);
  CHECK_INT(0, pthread_join(thread, NULL));
  fixture_command(HOST_STARTS_NULL_CHECKS);
  fixture_command(HOST_STOPS_NULL_CHECKS);
}

/* What a handler of the node's finds blocked, by its own action and the fault itself. */
static atomic_int blocked;

static void look_at_mask(int signal) {
  sigset_t mask;
  sigprocmask(SIG_SETMASK, NULL, &mask);
  atomic_store(&blocked, sigismember(&mask, SIGUSR1) << 2 | sigismember(&mask, SIGTERM) << 1 |
                             sigismember(&mask, signal));
  siglongjmp(recovery, 1);
}

static void a_handler_of_the_node_runs_under_its_own_mask(void) {
  struct sigaction action = {.sa_handler = look_at_mask};
  sigaddset(&action.sa_mask, SIGUSR1);
  CHECK_INT(0, sigaction(SIGSEGV, &action, NULL));
  fixture_start(NULL);
  if (sigsetjmp(recovery, 1) == 0) {
    volatile int *volatile unmapped = (volatile int *)8;
    *unmapped = 1;
  }
  CHECK_INT(1 << 2 | 0 << 1 | 1, blocked);
}

static void handlers_of_the_node_are_called(void) {
  static const int signals[] = {SIGTERM, SIGINT,  SIGHUP,  SIGQUIT, SIGUSR1,
                                SIGUSR2, SIGPIPE, SIGXFSZ, SIGPROF, SIGURG};
  const int number = sizeof signals / sizeof *signals;
  for (int i = 0; i < number; i++) {
    handle(signals[i], count);
  }
  fixture_start(NULL);
  for (int i = 0; i < number; i++) {
    CHECK_INT(0, raise(signals[i]));
    CHECK_INT(i + 1, handled);
  }
}

static void a_late_handler_of_the_node_is_called(void) {
  fixture_start(NULL);
  handle(SIGTERM, count);
  CHECK_INT(0, raise(SIGTERM));
  CHECK_INT(1, handled);
}

static void ignored_signals_stay_ignored(void) {
  handle(SIGPIPE, SIG_IGN);
  handle(SIGUSR2, SIG_IGN);
  fixture_start(NULL);
  struct sigaction action;
  sigaction(SIGPIPE, NULL, &action);
  CHECK(action.sa_handler == SIG_IGN);
  CHECK_INT(0, raise(SIGUSR2));
  fixture_command(HOST_RETURNS);
}

static void the_nodes_children_are_reported_to_it(void) {
  handle(SIGCHLD, count);
  fixture_start(NULL);
  pid_t child = fork();
  if (child == 0) {
    _exit(0);
  }
  while (waitpid(child, NULL, 0) != child) {
  }
  CHECK_INT(1, handled);
  fixture_command(HOST_RUNS_A_PROCESS);
  struct sigaction action;
  sigaction(SIGCHLD, NULL, &action);
  CHECK(action.sa_handler == count);
}

static void wait_to_be_ended(void) {
  fixture_start(NULL);
  fixture_wait_for_signal();
}

static void expect_end_by(int signal) {
  int status = fixture_run_child("wait_to_be_ended", fixture_home, signal);
  CHECK(WIFSIGNALED(status));
  CHECK_INT(signal, WTERMSIG(status));
}

static void what_ends_a_node_without_a_jvm_ends_it(void) {
  expect_end_by(SIGTERM);
  expect_end_by(SIGINT);
  expect_end_by(SIGQUIT);
  expect_end_by(SIGUSR2);
}

int main(int argc, char **argv) {
  static const struct scenario scenarios[] = {
      SIGNAL_SCENARIO(faults_of_the_node_are_recovered_beside_those_of_java),
      SIGNAL_SCENARIO(faults_of_the_node_are_recovered_during_the_creation),
      SIGNAL_SCENARIO(a_handler_of_the_node_runs_under_its_own_mask),
      SIGNAL_SCENARIO(handlers_of_the_node_are_called),
      SIGNAL_SCENARIO(a_late_handler_of_the_node_is_called),
      SIGNAL_SCENARIO(ignored_signals_stay_ignored),
      SIGNAL_SCENARIO(the_nodes_children_are_reported_to_it),
      SIGNAL_SCENARIO(what_ends_a_node_without_a_jvm_ends_it),
      CHILD(wait_to_be_ended),
  };
  return fixture_run(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
