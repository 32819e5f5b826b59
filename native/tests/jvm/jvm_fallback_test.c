/*
 * A libjvm that does not export what the dispatcher of signals.h asks: the JVM keeps its handlers,
 * and calls those of the node from them.
 */
#include <setjmp.h>
#include <signal.h>

#include "jvm_fixture.h"

enum { FAULTS = 1000 };

static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};

/* The linker puts it in the place of dlsym() for all of the library. */
void *__real_dlsym(void *library, const char *name);
void *__wrap_dlsym(void *library, const char *name);

void *__wrap_dlsym(void *library, const char *name) {
  return strcmp(name, "JVM_handle_linux_signal") == 0 ? NULL : __real_dlsym(library, name);
}

static sigjmp_buf recovery;

static void recover(int signal) {
  (void)signal;
  siglongjmp(recovery, 1);
}

static void the_fallback_is_said_and_leaves_handlers_on_the_signal_stack(void) {
  fixture_start(NULL);
  CHECK(fixture_log_contains(
      "30 abcistream: this JVM keeps the handlers of SIGSEGV, SIGBUS, SIGFPE and SIGILL to itself, "
      "and a crash may leave no hs_err file; use another build of Java 17 or later\n"));
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
    struct sigaction action;
    CHECK_INT(0, sigaction(faults[i], NULL, &action));
    CHECK(action.sa_handler != SIG_DFL);
    CHECK((action.sa_flags & SA_ONSTACK) != 0);
  }
  fixture_command(HOST_RETURNS);
}

static void faults_of_the_node_are_recovered_in_the_fallback(void) {
  struct sigaction action = {.sa_handler = recover};
  CHECK_INT(0, sigaction(SIGSEGV, &action, NULL));
  fixture_start(NULL);
  fixture_command(HOST_STARTS_NULL_CHECKS);
  volatile int recovered = 0;
  while (recovered < FAULTS) {
    if (sigsetjmp(recovery, 1) == 0) {
      volatile int *volatile unmapped = (volatile int *)8;
      *unmapped = 1;
    }
    recovered++;
  }
  fixture_command(HOST_STOPS_NULL_CHECKS);
  fixture_command(HOST_EXITS);
}

int main(int argc, char **argv) {
  static const struct scenario scenarios[] = {
      SIGNAL_SCENARIO(the_fallback_is_said_and_leaves_handlers_on_the_signal_stack),
      SIGNAL_SCENARIO(faults_of_the_node_are_recovered_in_the_fallback),
  };
  return fixture_run(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
