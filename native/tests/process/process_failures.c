/*
 * "What can go wrong" in a service: what it throws, how it tries to end the process, and how it
 * does end it.
 */
#include <signal.h>
#include <unistd.h>

#include "tests/process/process_scenario.h"

#define BOTH STREAMERS("'recorder', 'faulty'") RECORDER
#define GOES_ON "stop-node-on-error = false\n"
#define STOPS "stop-node-on-error = true\n"

/* Whatever is thrown at height 2 is a hole there, and the others have the block. */
static void expect_hole(const char *config, const char *reason) {
  node_settings.config = config;
  scenario_expect_blocks(4,
                         "open: OK\n"
                         "commits 1 to 4: 4 OK\n"
                         "close: OK\n"
                         "exit 0\n"
                         "faulty.heights: 1 3-4\n"
                         "recorder.heights: 1-4\n");
  scenario_expect_log("node ERROR abcistream.faulty: service faulty failed at height 2\n");
  scenario_expect_log(reason);
  scenario_expect_log(
      "node WARN abcistream.faulty: height 2 is missing at service faulty; the node "
      "goes on, as stop-node-on-error is false\n");
}

static void java_exception(void) {
  expect_hole(BOTH FAULTY(GOES_ON "faults = ['2:throw']"),
              "java.io.IOException: the disk is on fire\n\tat process//org.abcistream.process.");
}

static void java_error(void) {
  expect_hole(
      BOTH FAULTY(GOES_ON "faults = ['2:error']"),
      "java.lang.AssertionError: the disk is on fire\n\tat process//org.abcistream.process.");
}

static void stack_overflow(void) {
  expect_hole(BOTH FAULTY(GOES_ON "faults = ['2:stack-overflow']"), "java.lang.StackOverflowError");
}

static void out_of_memory(void) {
  node_settings.jvm_options[0] = "-Xmx32m";
  expect_hole(BOTH FAULTY(GOES_ON "faults = ['2:oom']"),
              "java.lang.OutOfMemoryError: Java heap space");
}

/* What the library sets comes last, so that no option of the node's makes this its end. */
static void exit_on_out_of_memory_is_overridden(void) {
  node_settings.jvm_options[0] = "-Xmx32m";
  node_settings.jvm_options[1] = "-XX:+ExitOnOutOfMemoryError";
  node_settings.jvm_options[2] = "-XX:+CrashOnOutOfMemoryError";
  expect_hole(BOTH FAULTY(GOES_ON "faults = ['2:oom']"),
              "java.lang.OutOfMemoryError: Java heap space");
}

#define EXIT_IS_REFUSED                                                          \
  "System.exit and Runtime.halt are refused: this JVM runs inside a node, which" \
  " would end too; throw an exception instead"

static void system_exit(void) {
  expect_hole(BOTH FAULTY(GOES_ON "faults = ['2:exit']"),
              "java.lang.IllegalStateException: " EXIT_IS_REFUSED);
}

static void runtime_halt(void) {
  expect_hole(BOTH FAULTY(GOES_ON "faults = ['2:halt']"),
              "java.lang.IllegalStateException: " EXIT_IS_REFUSED);
}

/* Each of them when the node is to stop, one after the other: the JVM serves them all. */
static void every_failure_is_returned_by_its_commit(void) {
  node_settings.jvm_options[0] = "-Xmx32m";
  node_settings.config = BOTH FAULTY(STOPS
                                     "faults = ['2:throw', '3:error', '4:stack-overflow', '5:oom', "
                                     "'6:exit', '7:halt']") "[abcistream]\non-gap = 'ignore'\n";
  scenario_expect_blocks(
      9,
      "open: OK\n"
      "commit 2: SERVICE_FAILED: service faulty failed at height 2: the disk is on fire\n"
      "commit 3: SERVICE_FAILED: service faulty failed at height 3: java.lang.AssertionError: the "
      "disk is on fire\n"
      "commit 4: SERVICE_FAILED: service faulty failed at height 4: java.lang.StackOverflowError\n"
      "commit 5: SERVICE_FAILED: service faulty failed at height 5: java.lang.OutOfMemoryError: "
      "Java heap space\n"
      "commit 6: SERVICE_FAILED: service faulty failed at height 6: " EXIT_IS_REFUSED
      "\n"
      "commit 7: SERVICE_FAILED: service faulty failed at height 7: " EXIT_IS_REFUSED
      "\n"
      "commits 1 to 9: 3 OK\n"
      "close: OK\n"
      "exit 0\n"
      "faulty.heights: 1 8-9\n"
      "recorder.heights: 1-9\n");
}

/* Neither does what Java does with its own signals, nor a thread that nobody ends. */
static void null_checks_collections_and_a_leaked_thread_go_unnoticed(void) {
  node_settings.config = BOTH FAULTY("faults = ['1:null', '2:gc', '3:null', '4:thread-leak']");
  scenario_expect_blocks(5,
                         "open: OK\n"
                         "commits 1 to 5: 5 OK\n"
                         "close: OK\n"
                         "exit 0\n"
                         "faulty.heights: 1-5\n"
                         "recorder.heights: 1-5\n");
}

static void a_child_process_of_java_is_ended_by_sigterm(void) {
  node_settings.config = BOTH FAULTY("timeout = '60s'\nfaults = ['2:child']");
  scenario_expect_blocks(3,
                         "open: OK\n"
                         "commits 1 to 3: 3 OK\n"
                         "close: OK\n"
                         "exit 0\n"
                         "faulty.heights: 1-3\n"
                         "recorder.heights: 1-3\n");
}

/* ---- The ends that nobody can stop ---- */

static void native_crash_on_a_jvm_thread(void) {
  node_settings.config = BOTH FAULTY("faults = ['2:native-crash']");
  scenario_expect_blocks(4,
                         "open: OK\n"
                         "*\n# HOME/hs_err_pid*.log\n*\n"
                         "signal 6\n"
                         "faulty.heights: 1\n"
                         "hs_err: SIGSEGV\n"
                         "recorder.heights: 1*\n");
}

static void exit_from_native_code(void) {
  node_settings.config =
      BOTH FAULTY("faults = ['2:native-exit']\nnative-library = '" TEST_NATIVE_LIBRARY "'");
  scenario_expect_blocks(4,
                         "open: OK\n"
                         "exit 7\n"
                         "faulty.heights: 1\n"
                         "recorder.heights: 1*\n");
}

/* An agent of the operator's writes into the JVM's own flag after all options were read. */
static void exit_on_out_of_memory_that_is_forced(void) {
  node_settings.jvm_options[0] = "-Xmx32m";
  node_settings.jvm_options[1] = "-agentpath:" TEST_NATIVE_LIBRARY;
  node_settings.config = BOTH FAULTY(GOES_ON "faults = ['2:oom']");
  scenario_expect_blocks(4,
                         "open: OK\n"
                         "exit 3\n"
                         "faulty.heights: 1\n"
                         "recorder.heights: 1*\n");
}

static void end_in_an_own_way(int signal) {
  (void)signal;
  node_say("the node's handler runs");
  _exit(42);
}

static void crash_between_blocks(void) {
  struct sigaction action = {.sa_handler = end_in_an_own_way};
  CHECK_INT(0, sigaction(SIGSEGV, &action, NULL));
  CHECK(node_open());
  node_commit(1, 2);
  node_fault();
}

static void crash_on_a_thread_of_the_node(void) {
  node_settings.config = BOTH FAULTY("");
  scenario_expect(crash_between_blocks,
                  "open: OK\n"
                  "commits 1 to 2: 2 OK\n"
                  "the node's handler runs\n"
                  "exit 42\n"
                  "faulty.heights: 1-2\n"
                  "recorder.heights: 1-2\n");
}

int main(int argc, char **argv) {
  static const struct scenario scenarios[] = {
      SCENARIO(java_exception),
      SCENARIO(java_error),
      SCENARIO(stack_overflow),
      SCENARIO(out_of_memory),
      SCENARIO(exit_on_out_of_memory_is_overridden),
      SCENARIO(system_exit),
      SCENARIO(runtime_halt),
      SCENARIO(every_failure_is_returned_by_its_commit),
      SCENARIO(null_checks_collections_and_a_leaked_thread_go_unnoticed),
      SCENARIO(a_child_process_of_java_is_ended_by_sigterm),
      SCENARIO(native_crash_on_a_jvm_thread),
      SCENARIO(exit_from_native_code),
      SCENARIO(exit_on_out_of_memory_that_is_forced),
      SCENARIO(crash_on_a_thread_of_the_node),
  };
  return scenario_main(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
