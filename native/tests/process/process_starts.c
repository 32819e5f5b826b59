/*
 * "The JVM cannot start", in each of the ways that jvm.md has: the open fails with one sentence
 * that says what to do, and the node lives. What needs a JVM that crashes while it starts, or
 * another host class, is in tests/jvm.
 */
#include <setjmp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "tests/process/process_scenario.h"
#include "tests/temp_folder.h"

/* Of Linux 6.3. */
#define PR_SET_MDWE 65
#define PR_GET_MDWE 66
#define PR_MDWE_REFUSE_EXEC_GAIN 1

static sigjmp_buf recovery;

static void recover(int signal) {
  (void)signal;
  siglongjmp(recovery, 1);
}

/* A node that uses its signals goes on as if nothing had been. */
static void open_and_live_on(void) {
  struct sigaction action = {.sa_handler = recover};
  CHECK_INT(0, sigaction(SIGSEGV, &action, NULL));
  CHECK(!node_open());
  if (sigsetjmp(recovery, 1) == 0) {
    node_fault();
  }
  node_say("the node lives");
}

static void expect_refusal(const char *refusal) {
  node_settings.config = STREAMERS("'recorder'") RECORDER;
  char *seen = NULL;
  CHECK(asprintf(&seen, "*open: %s\nthe node lives\nexit 0\n", refusal) > 0);
  scenario_expect(open_and_live_on, seen);
  free(seen);
}

static void bad_option(void) {
  node_settings.jvm_options[0] = "-XX:+NoSuchFlag";
  expect_refusal(
      "JVM_START: *did not start: Unrecognized VM option 'NoSuchFlag': check "
      "options.jvm_options, the config's abcistream.jvm.options and "
      "ABCISTREAM_JVM_OPTIONS*");
}

static void two_collectors(void) {
  node_settings.jvm_options[0] = "-XX:+UseG1GC";
  node_settings.jvm_options[1] = "-XX:+UseSerialGC";
  expect_refusal("JVM_START: *ultiple garbage collectors selected*");
}

static void heap_that_cannot_be_had(void) {
  node_settings.jvm_options[0] = "-Xms900t";
  node_settings.jvm_options[1] = "-Xmx900t";
  expect_refusal("JVM_START: *");
}

static void bad_agent(void) {
  node_settings.jvm_options[0] = "-agentlib:no_such_agent";
  expect_refusal("JVM_START: *Could not find agent library no_such_agent*");
}

static void missing_module(void) {
  node_settings.jvm_options[0] = "--add-modules=no.such.module";
  expect_refusal(
      "JVM_START: the JVM of * did not start: it has printed its reason to the process's own "
      "output: check options.jvm_options, the config's abcistream.jvm.options and "
      "ABCISTREAM_JVM_OPTIONS");
}

/* As under systemd's MemoryDenyWriteExecute. */
static void deny_and_open(void) {
  CHECK_INT(0, prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0));
  node_open();
}

/* The one start that the node does not survive: HotSpot ends the process without a hook. */
static void write_execute_memory_that_is_denied_ends_the_node(void) {
  if (prctl(PR_GET_MDWE, 0, 0, 0, 0) < 0) {
    scenario_skip("this kernel cannot deny write-execute memory; Linux 6.3 and later can");
  }
  node_settings.config = STREAMERS("'recorder'") RECORDER;
  scenario_expect(deny_and_open,
                  "Error occurred during initialization of VM\n"
                  "Failed to mark memory page as executable*\n"
                  "exit 1\n");
}

static void wrong_java_home(void) {
  node_settings.java_home = "/no/jdk";
  expect_refusal("JVM_NOT_FOUND: options.java_home is \"/no/jdk\"*");
}

static void java_home_without_a_libjvm(void) {
  temp_folder_write(node_home, "jdk/lib/server/libjvm.so", "not a library");
  char *folder = temp_folder_path(node_home, "jdk");
  node_settings.java_home = folder;
  expect_refusal("JVM_START: *HOME/jdk/lib/server/libjvm.so cannot be loaded (*");
  free(folder);
}

static void missing_class_path(void) {
  node_settings.class_path = "/no/jars";
  expect_refusal("JVM_START: *\"/no/jars\"*");
}

static void class_path_without_the_host(void) {
  node_settings.class_path = node_home;
  temp_folder_write(node_home, "other.jar", "");
  expect_refusal("JVM_START: *");
}

int main(int argc, char **argv) {
  static const struct scenario scenarios[] = {
      SCENARIO(bad_option),
      SCENARIO(two_collectors),
      SCENARIO(heap_that_cannot_be_had),
      SCENARIO(bad_agent),
      SCENARIO(missing_module),
      SCENARIO(write_execute_memory_that_is_denied_ends_the_node),
      SCENARIO(wrong_java_home),
      SCENARIO(java_home_without_a_libjvm),
      SCENARIO(missing_class_path),
      SCENARIO(class_path_without_the_host),
  };
  return scenario_main(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
