/*
 * What the tests with a JVM share: a request for one, with the classes of tests/jvm/java in place
 * of abcistream's host, and programs whose scenarios each get a process of their own, since a
 * process has only one JVM. The JDK is that of TEST_JAVA_HOME.
 */
#ifndef ABCISTREAM_TESTS_JVM_FIXTURE_H
#define ABCISTREAM_TESTS_JVM_FIXTURE_H

#include "jvm/jvm.h"
#include "tests/check.h"

/** What Host.open does, by the number of the stream. */
enum command {
  HOST_RETURNS,
  HOST_THROWS,
  HOST_EXITS, /* Tries to, and throws unless everything is refused. */
  HOST_HALTS_THE_JVM,
  HOST_CRASHES,
  HOST_STARTS_NULL_CHECKS, /* Faults on a Java thread, from now on, */
  HOST_STOPS_NULL_CHECKS,  /* until now. */
  HOST_COLLECTS,
  HOST_RUNS_A_PROCESS,
  HOST_CALLS_HALT0, /* And throws unless that is refused. */
  HOST_HAS_THE_JVM_DESTROYED
};

/** The home of the node in a test, an empty folder; removed by fixture_end(). */
extern char *fixture_home;

/** A request for the JVM, with a log that fixture_log_contains() looks into; its pieces are static.
 */
struct jvm_request fixture_request(void);

/** Starts the JVM of fixture_request() with up to one more option, and expects it to run. */
void fixture_start(const char *option);

/** Has Host.open do something, and expects it to return. */
void fixture_command(enum command command);

/** The same where it may fail. */
abcistream_status fixture_try(enum command command, abcistream_error *error);

/** Whether the library or the JVM has logged this. */
bool fixture_log_contains(const char *text);

/** Whether the process has a thread of this name. */
bool fixture_has_thread(const char *name);

struct scenario {
  const char *name;
  void (*run)(void);
};

/** Entries of a program's table. CMake reads them, and makes a test of each but the children. */
#define SCENARIO(name) {#name, name}
#define SIGNAL_SCENARIO(name) {#name, name} /* Not under ThreadSanitizer, which wraps handlers. */
#define CHILD(name) {#name, name}           /* Run by another scenario: fixture_run_child(). */

/** Runs the scenario that the only argument names; the value for main() to return. */
int fixture_run(int argc, char **argv, const struct scenario *scenarios, size_t count);

/**
 * Runs this program anew with another scenario, and waits for its end.
 *
 * @param home   The home that the other shall have.
 * @param signal Sent to it as soon as it calls fixture_wait_for_signal(); 0 = none.
 * @return What waitpid() says of it.
 */
int fixture_run_child(const char *scenario, const char *home, int signal);

/** In such a child: says that it is ready, and waits until a signal ends it. */
void fixture_wait_for_signal(void);

#endif
