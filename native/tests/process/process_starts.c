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

static void expect_refusal_of(void (*node)(void), const char *refusal) {
  node_settings.config = STREAMERS("'recorder'") RECORDER;
  char *seen = NULL;
  CHECK(asprintf(&seen, "*open: %s\nthe node lives\nexit 0\n", refusal) > 0);
  scenario_expect(node, seen);
  free(seen);
}

static void expect_refusal(const char *refusal) { expect_refusal_of(open_and_live_on, refusal); }

#define DID_NOT_START(reason)                            \
  "JVM_START: the JVM of * did not start: " reason       \
  ": check options.jvm_options, the config's abcistream" \
  ".jvm.options and ABCISTREAM_JVM_OPTIONS"
#define DID_NOT_INITIALIZE(reason) \
  DID_NOT_START("Error occurred during initialization of VM; " reason)

static void bad_option(void) {
  node_settings.jvm_options[0] = "-XX:+NoSuchFlag";
  expect_refusal(DID_NOT_START("Unrecognized VM option 'NoSuchFlag'"));
}

static void two_collectors(void) {
  node_settings.jvm_options[0] = "-XX:+UseG1GC";
  node_settings.jvm_options[1] = "-XX:+UseSerialGC";
  expect_refusal(DID_NOT_INITIALIZE("Multiple garbage collectors selected"));
}

static void heap_that_cannot_be_had(void) {
  node_settings.jvm_options[0] = "-Xms900t";
  node_settings.jvm_options[1] = "-Xmx900t";
  expect_refusal(
      DID_NOT_INITIALIZE("Could not reserve enough space for 966367641600?( )KB object heap"));
}

static void bad_agent(void) {
  node_settings.jvm_options[0] = "-agentlib:no_such_agent";
  expect_refusal(
      DID_NOT_INITIALIZE("Could not find agent library no_such_agent on the library path, with "
                         "error: libno_such_agent.so: cannot open shared object file: No such file "
                         "or directory"));
}

static void missing_module(void) {
  node_settings.jvm_options[0] = "--add-modules=no.such.module";
  expect_refusal(DID_NOT_START("it has printed its reason to the process's own output"));
}

/* As under systemd's MemoryDenyWriteExecute. */
static void deny_and_open(void) {
  CHECK_INT(0, prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0));
  open_and_live_on();
}

/* HotSpot would end the process without a hook. */
static void write_execute_memory_that_is_denied(void) {
  if (prctl(PR_GET_MDWE, 0, 0, 0, 0) < 0) {
    scenario_skip("this kernel cannot deny write-execute memory; Linux 6.3 and later can");
  }
  expect_refusal_of(
      deny_and_open,
      "JVM_START: the JVM of /*/* is not started: memory that is written cannot be executed "
      "(Permission denied), so no JVM can compile code: the process runs under "
      "MemoryDenyWriteExecute: take MemoryDenyWriteExecute=yes out of the node's systemd unit, or "
      "let its SELinux domain have execmem");
}

static void wrong_java_home(void) {
  node_settings.java_home = "/no/jdk";
  expect_refusal(
      "JVM_NOT_FOUND: options.java_home is \"/no/jdk\", which has no readable "
      "lib/server/libjvm.so; set it to the folder of a JDK 17 or later");
}

static void java_home_without_a_libjvm(void) {
  temp_folder_write(node_home, "jdk/lib/server/libjvm.so", "not a library");
  char *folder = temp_folder_path(node_home, "jdk");
  node_settings.java_home = folder;
  expect_refusal(
      "JVM_START: HOME/jdk/lib/server/libjvm.so cannot be loaded "
      "(HOME/jdk/lib/server/libjvm.so: file too short): install a JDK for this system, or set "
      "JAVA_HOME to the folder of one");
  free(folder);
}

static void missing_class_path(void) {
  node_settings.class_path = "/no/jars";
  expect_refusal(
      "JVM_START: the class path entry \"/no/jars\", from options.class_path, cannot be read (No "
      "such file or directory): name a jar, or a folder of jars");
}

static void class_path_without_the_host(void) {
  node_settings.class_path = node_home;
  temp_folder_write(node_home, "other.jar", "");
  expect_refusal(
      "JVM_START: the class path \"HOME\", from options.class_path, has no abcistream-host jar: "
      "add the folder share/abcistream of the installation");
}

int main(int argc, char **argv) {
  static const struct scenario scenarios[] = {
      SCENARIO(bad_option),
      SCENARIO(two_collectors),
      SCENARIO(heap_that_cannot_be_had),
      SCENARIO(bad_agent),
      SCENARIO(missing_module),
      SCENARIO(write_execute_memory_that_is_denied),
      SCENARIO(wrong_java_home),
      SCENARIO(java_home_without_a_libjvm),
      SCENARIO(missing_class_path),
      SCENARIO(class_path_without_the_host),
  };
  return scenario_main(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
