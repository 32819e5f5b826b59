/* How a JVM comes up, or does not, and what a second stream of the process gets. */
#include <dlfcn.h>
#include <jni.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jvm_fixture.h"
#include "tests/temp_folder.h"

static struct sigaction actions_before[65];

static void remember_actions(void) {
  for (int signal = 1; signal < 65; signal++) {
    sigaction(signal, NULL, &actions_before[signal]);
  }
}

static void check_action_is_as_before(int signal) {
  struct sigaction now = {0};
  sigaction(signal, NULL, &now);
  CHECK(now.sa_handler == actions_before[signal].sa_handler);
  CHECK_INT(actions_before[signal].sa_flags, now.sa_flags);
}

static void expect_failure(const struct jvm_request *request, abcistream_status status,
                           const char *message) {
  abcistream_error error;
  CHECK_INT(status, jvm_start(request, &error));
  CHECK_INT(status, error.status);
  CHECK_CONTAINS(error.message, message);
  CHECK_INT(status, jvm_start(request, NULL));
}

static void expect_failure_with(const char *option, const char *message) {
  struct jvm_request request = fixture_request();
  request.options = &option;
  expect_failure(&request, ABCISTREAM_JVM_START, message);
}

static void it_starts_on_a_thread_of_its_own(void) {
  CHECK(!fixture_has_thread("abcistream-jvm"));
  fixture_start(NULL);
  CHECK(fixture_has_thread("abcistream-jvm"));
  fixture_command(HOST_RETURNS);
  fixture_start(NULL);
  fixture_command(HOST_RETURNS);
  CHECK(!jvm_is_gone());
  CHECK(fixture_log_contains("20 abcistream: the JVM of "));
}

static void *open_streams(void *unused) {
  for (int i = 0; i < 50; i++) {
    fixture_start(NULL);
    fixture_command(HOST_RETURNS);
  }
  return unused;
}

static void streams_are_opened_from_many_threads(void) {
  pthread_t threads[8];
  for (int i = 0; i < 8; i++) {
    CHECK_INT(0, pthread_create(&threads[i], NULL, open_streams, NULL));
  }
  for (int i = 0; i < 8; i++) {
    CHECK_INT(0, pthread_join(threads[i], NULL));
  }
}

static void what_host_throws_is_the_error(void) {
  fixture_start(NULL);
  abcistream_error error;
  CHECK_INT(ABCISTREAM_JVM_START, fixture_try(HOST_THROWS, &error));
  CHECK_CONTAINS(error.message, "org.abcistream.host.Host.open, called by /");
  CHECK_CONTAINS(error.message,
                 ", failed: java.lang.IllegalStateException: not today; caused by "
                 "java.io.IOException: disk on fire");
  CHECK_INT(ABCISTREAM_JVM_START, fixture_try(HOST_THROWS, NULL));
  fixture_command(HOST_RETURNS);
}

static void a_bad_option_fails_in_the_jvms_own_words(void) {
  remember_actions();
  expect_failure_with("-XX:+NoSuchFlag",
                      "did not start: Unrecognized VM option 'NoSuchFlag': check "
                      "options.jvm_options, the config's abcistream.jvm.options and "
                      "ABCISTREAM_JVM_OPTIONS");
  for (int signal = 1; signal < 65; signal++) {
    check_action_is_as_before(signal);
  }
}

static void a_failed_creation_is_final(void) {
  expect_failure_with("-no", "Unrecognized option: -no");
  const struct jvm_request request = fixture_request();
  expect_failure(&request, ABCISTREAM_JVM_START, "Unrecognized option: -no");
}

static void two_collectors_fail_in_the_jvms_own_words(void) {
  struct jvm_request request = fixture_request();
  const char *options[] = {"-XX:+UseG1GC", "-XX:+UseParallelGC"};
  request.options = options;
  request.option_count = 2;
  expect_failure(&request, ABCISTREAM_JVM_START, "selected");
}

static sigjmp_buf recovery;

static void recover(int signal) {
  (void)signal;
  siglongjmp(recovery, 1);
}

static void check_that_a_fault_is_recovered(void) {
  if (sigsetjmp(recovery, 1) == 0) {
    volatile int *volatile unmapped = (volatile int *)8;
    *unmapped = 1;
    CHECK(false);
  }
}

/* The JVM has ended itself while it started, and its threads are parked. */
static void expect_broken_start(const char *option, const char *message) {
  struct sigaction action = {.sa_handler = recover};
  sigaction(SIGSEGV, &action, NULL);
  remember_actions();
  expect_failure_with(option, message);
  check_that_a_fault_is_recovered();
  for (int signal = 1; signal < 65; signal++) {
    if (signal != SIGSEGV && signal != SIGBUS && signal != SIGFPE && signal != SIGILL) {
      check_action_is_as_before(signal);
    }
  }
}

static void a_bad_agent_fails_and_the_node_lives(void) {
  expect_broken_start("-agentlib:no_such_agent", "Could not find agent library no_such_agent");
}

static void a_crash_during_the_start_fails_and_the_node_lives(void) {
  char message[4096];
  snprintf(message, sizeof message,
           "crashed while it started; what it was doing stands in %s/hs_err_pid%d.log",
           fixture_home, (int)getpid());
  expect_broken_start("-agentpath:" TEST_NATIVE_LIBRARY, message);
  CHECK_INT(0, access(strchr(message, '/'), R_OK));
}

static void a_wrong_home_may_be_corrected(void) {
  struct jvm_request request = fixture_request();
  request.java_home = "/no/jdk";
  expect_failure(&request, ABCISTREAM_JVM_NOT_FOUND, "options.java_home is \"/no/jdk\"");
  temp_folder_write(fixture_home, "jdk/lib/server/libjvm.so", "not a library");
  char *broken = temp_folder_path(fixture_home, "jdk");
  request.java_home = broken;
  expect_failure(&request, ABCISTREAM_JVM_START, "/jdk/lib/server/libjvm.so cannot be loaded (");
  free(broken);
  fixture_start(NULL);
}

static void a_class_path_without_the_host_class_fails(void) {
  temp_folder_write(fixture_home, "abcistream-host.jar", "");
  struct jvm_request request = fixture_request();
  request.class_path = fixture_home;
  expect_failure(
      &request, ABCISTREAM_JVM_START,
      "the class org.abcistream.host.Host cannot be loaded from the JVM's class path, put "
      "the abcistream-host jar and those beside it on it: java.lang.");
}

static void without_an_installation_the_class_path_must_be_given(void) {
  unsetenv("ABCISTREAM_HOME");
  struct jvm_request request = fixture_request();
  request.class_path = NULL;
  expect_failure(&request, ABCISTREAM_JVM_START,
                 "the class path entry \"/no/installation/share/abcistream\", from the "
                 "installation's folder (ABCISTREAM_HOME sets another), cannot be read");
  request.install_dir = NULL;
  expect_failure(&request, ABCISTREAM_JVM_START, "set ABCISTREAM_HOME to the folder");
}

static void other_options_are_named(void) {
  fixture_start("-Xmx100m");
  struct jvm_request request = fixture_request();
  const char *options[] = {request.options[0], "-Xmx200m"};
  request.options = options;
  request.option_count = 2;
  expect_failure(
      &request, ABCISTREAM_JVM_OPTIONS,
      "the process already runs a JVM whose JVM option 2 is -Xmx100m; this stream asks for "
      "-Xmx200m: give every stream of a process the same");
  request.option_count = 1;
  expect_failure(&request, ABCISTREAM_JVM_OPTIONS,
                 "option 2 is -Xmx100m; this stream asks for none");
  request.class_path = TEST_CLASSES ":" TEST_NATIVE_LIBRARY;
  expect_failure(&request, ABCISTREAM_JVM_OPTIONS,
                 "class path entry 2 is absent; this stream asks for " TEST_NATIVE_LIBRARY);
  fixture_start("-Xmx100m");
}

static void another_home_shares_the_jvm(void) {
  fixture_start(NULL);
  struct jvm_request request = fixture_request();
  request.home = "/another";
  CHECK_INT(ABCISTREAM_OK, jvm_start(&request, NULL));
}

static void a_forked_child_is_refused(void) {
  fixture_start(NULL);
  pid_t child = fork();
  if (child == 0) {
    const struct jvm_request request = fixture_request();
    abcistream_error error;
    CHECK_INT(ABCISTREAM_FORKED, jvm_start(&request, &error));
    CHECK_CONTAINS(error.message, "of which this one");
    CHECK_INT(ABCISTREAM_FORKED, fixture_try(HOST_RETURNS, NULL));
    _exit(0);
  }
  int status;
  CHECK_INT(child, waitpid(child, &status, 0));
  CHECK_INT(0, status);
  fixture_command(HOST_RETURNS);
}

static void java_options_of_the_environment_are_hidden(void) {
  setenv("_JAVA_OPTIONS", "-XX:-AllowUserSignalHandlers -Dx=y", 1);
  struct sigaction action = {.sa_handler = recover};
  sigaction(SIGSEGV, &action, NULL);
  fixture_start(NULL);
  check_that_a_fault_is_recovered();
  CHECK_STR("-XX:-AllowUserSignalHandlers -Dx=y", getenv("_JAVA_OPTIONS"));
  CHECK(fixture_log_contains(
      "30 abcistream: the environment variable _JAVA_OPTIONS is not honoured"));
}

static void what_the_jvm_prints_is_logged(void) {
  fixture_start("-Xlog:gc:stdout:level");
  fixture_command(HOST_COLLECTS);
  CHECK(fixture_log_contains("20 jvm: [info] Using Serial\n"));
  CHECK(fixture_log_contains("20 jvm: [info] GC(0) Pause Full (System.gc()) "));
}

/* A JVM that has no processor for long does not answer in time, and is asked again. */
static struct heap measure_heap(void) {
  struct heap heap;
  while (!jvm_measure_heap(&heap)) {
  }
  return heap;
}

static void the_jvm_is_described_with_its_options_and_its_heap(void) {
  struct heap heap;
  CHECK(!jvm_measure_heap(&heap));
  setenv("JAVA_TOOL_OPTIONS", "-Dfrom=tools", 1);
  fixture_start("-Xmx100m");
  char text[8192];
  struct json json;
  json_begin(&json, text, sizeof text);
  jvm_describe(&json);
  CHECK_CONTAINS(text, "{\"state\":\"running\",\"home\":\"/");
  CHECK_CONTAINS(text, "\"full_version\":\"");
  CHECK_CONTAINS(text,
                 "\"options\":[{\"option\":\"-Dfrom=tools\",\"from\":\"the environment variable "
                 "JAVA_TOOL_OPTIONS\"},");
  CHECK_CONTAINS(text, "{\"option\":\"-Xmx100m\",\"from\":\"options.jvm_options\"}");
  CHECK_CONTAINS(text, "{\"option\":\"-Xrs\",\"from\":\"abcistream, for the node's safety\"}");
  heap = measure_heap();
  CHECK(0 < heap.used && heap.used <= heap.committed && heap.committed <= heap.max);
  CHECK(heap.max <= INT64_C(100) << 20);
  struct ceiling ceiling;
  CHECK(jvm_ceiling(&ceiling));
  CHECK_INT(INT64_C(100) << 20, ceiling.heap);
}

/* As in a test under JUnit, where Java has loaded the library. */
static void a_jvm_of_somebody_else_is_joined(void) {
  char path[4096];
  snprintf(path, sizeof path, "%s/lib/server/libjvm.so", getenv("TEST_JAVA_HOME"));
  void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  CHECK(library != NULL);
  void *address = dlsym(library, "JNI_CreateJavaVM");
  jint(JNICALL * create)(JavaVM **, void **, void *);
  memcpy(&create, &address, sizeof create);
  char class_path[] = "-Djava.class.path=" TEST_CLASSES;
  char reduce_signals[] = "-Xrs";
  JavaVMOption options[] = {{.optionString = class_path}, {.optionString = reduce_signals}};
  JavaVMInitArgs args = {.version = JNI_VERSION_10, .nOptions = 2, .options = options};
  JavaVM *vm;
  void *env;
  CHECK_INT(JNI_OK, create(&vm, &env, &args));
  remember_actions();
  struct jvm_request request = fixture_request();
  request.java_home = "/no/jdk";
  CHECK_INT(ABCISTREAM_OK, jvm_start(&request, NULL));
  CHECK_INT(ABCISTREAM_OK, jvm_start(&request, NULL));
  fixture_command(HOST_RETURNS);
  measure_heap();
  struct ceiling ceiling;
  CHECK(!jvm_ceiling(&ceiling));
  check_action_is_as_before(SIGSEGV);
  check_action_is_as_before(SIGUSR2);
}

int main(int argc, char **argv) {
  static const struct scenario scenarios[] = {
      SCENARIO(it_starts_on_a_thread_of_its_own),
      SCENARIO(streams_are_opened_from_many_threads),
      SCENARIO(what_host_throws_is_the_error),
      SIGNAL_SCENARIO(a_bad_option_fails_in_the_jvms_own_words),
      SCENARIO(a_failed_creation_is_final),
      SCENARIO(two_collectors_fail_in_the_jvms_own_words),
      SIGNAL_SCENARIO(a_bad_agent_fails_and_the_node_lives),
      SIGNAL_SCENARIO(a_crash_during_the_start_fails_and_the_node_lives),
      SCENARIO(a_wrong_home_may_be_corrected),
      SCENARIO(a_class_path_without_the_host_class_fails),
      SCENARIO(without_an_installation_the_class_path_must_be_given),
      SCENARIO(other_options_are_named),
      SCENARIO(another_home_shares_the_jvm),
      SCENARIO(a_forked_child_is_refused),
      SIGNAL_SCENARIO(java_options_of_the_environment_are_hidden),
      SCENARIO(what_the_jvm_prints_is_logged),
      SCENARIO(the_jvm_is_described_with_its_options_and_its_heap),
      SCENARIO(a_jvm_of_somebody_else_is_joined),
  };
  return fixture_run(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
