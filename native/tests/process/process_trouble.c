#include "tests/process/process_trouble.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/process/process_node.h"

enum { FAULTS = 20, STACK_SIZE = 65536 };

static const int signals[] = {SIGTERM, SIGINT,  SIGHUP,  SIGQUIT, SIGUSR1, SIGUSR2,
                              SIGPIPE, SIGCHLD, SIGPROF, SIGURG,  SIGXFSZ};
enum { SIGNALS = sizeof signals / sizeof *signals };

static _Thread_local sigjmp_buf recovery;
static atomic_int counts[NSIG];

/* The other thread: at first on its own, then in step with trouble_make(). */
static pthread_t thread;
static pthread_barrier_t step;
static atomic_bool is_in_step;
static atomic_bool is_ended;

static void recover(int signal) {
  (void)signal;
  siglongjmp(recovery, 1);
}

static void count(int signal) { atomic_fetch_add(&counts[signal], 1); }

static void handle(int signal, void (*handler)(int)) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK | SA_RESTART};
  CHECK_INT(0, sigaction(signal, &action, NULL));
}

static void fault(void) {
  if (sigsetjmp(recovery, 1) == 0) {
    node_fault();
    CHECK(false);
  }
}

static void *fault_on_signal_stack(void *unused) {
  stack_t stack = {.ss_sp = malloc(STACK_SIZE), .ss_size = STACK_SIZE};
  CHECK_INT(0, sigaltstack(&stack, NULL));
  while (!atomic_load(&is_in_step)) {
    fault();
  }
  while (pthread_barrier_wait(&step), !atomic_load(&is_ended)) {
    for (int i = 0; i < FAULTS; i++) {
      fault();
    }
    pthread_barrier_wait(&step); /* Nobody may end the thread before it has looked. */
  }
  stack.ss_flags = SS_DISABLE;
  CHECK_INT(0, sigaltstack(&stack, NULL));
  free(stack.ss_sp);
  return unused;
}

void trouble_start(void) {
  handle(SIGSEGV, recover);
  for (int i = 0; i < SIGNALS; i++) {
    handle(signals[i], count);
  }
  CHECK_INT(0, pthread_barrier_init(&step, NULL, 2));
  CHECK_INT(0, pthread_create(&thread, NULL, fault_on_signal_stack, NULL));
}

static void break_a_pipe(void) {
  int ends[2];
  CHECK_INT(0, pipe(ends));
  close(ends[0]);
  CHECK_INT(-1, write(ends[1], "x", 1));
  close(ends[1]);
}

/* As those are made that run another program. */
static void have_a_child(void) {
  pid_t child = vfork();
  if (child == 0) {
    _exit(0);
  }
  while (waitpid(child, NULL, 0) != child) {
  }
}

void trouble_make(void) {
  atomic_store(&is_in_step, true);
  pthread_barrier_wait(&step);
  for (int i = 0; i < FAULTS; i++) {
    fault();
  }
  for (int i = 0; i < SIGNALS; i++) {
    int before = atomic_load(&counts[signals[i]]);
    CHECK_INT(0, raise(signals[i]));
    CHECK(atomic_load(&counts[signals[i]]) > before);
  }
  break_a_pipe();
  have_a_child();
  pthread_barrier_wait(&step);
}

int trouble_end(void) {
  atomic_store(&is_ended, true);
  atomic_store(&is_in_step, true);
  pthread_barrier_wait(&step);
  CHECK_INT(0, pthread_join(thread, NULL));
  int sum = 0;
  for (int i = 0; i < SIGNALS; i++) {
    sum += atomic_load(&counts[signals[i]]);
  }
  return sum;
}
