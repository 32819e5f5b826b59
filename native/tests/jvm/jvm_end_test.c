/* How a JVM ends beside a node that goes on, or takes it along. */
#include <dirent.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/wait.h>

#include "jvm_fixture.h"
#include "tests/temp_folder.h"

static void exit_and_halt_are_refused(void) {
  fixture_start(NULL);
  fixture_command(HOST_EXITS);
  fixture_command(HOST_EXITS);
  CHECK(!jvm_is_gone());
}

/* The second line, for whoever has got behind the first. */
static void halt0_alone_is_refused(void) {
  fixture_start(NULL);
  fixture_command(HOST_CALLS_HALT0);
  fixture_command(HOST_RETURNS);
  CHECK(!jvm_is_gone());
}

/* It waits for the boot thread, which never leaves; no shutdown hook has run. */
static void a_jvm_that_somebody_destroys_serves_on(void) {
  fixture_start(NULL);
  fixture_command(HOST_HAS_THE_JVM_DESTROYED);
  fixture_command(HOST_EXITS);
  CHECK(!jvm_is_gone());
}

static sem_t gone_once;

static void count_gone(void) { sem_post(&gone_once); }

static int gone_count(void) {
  int count;
  sem_getvalue(&gone_once, &count);
  return count;
}

static void a_halted_jvm_is_gone_and_the_node_lives(void) {
  sem_init(&gone_once, 0, 0);
  jvm_on_gone(count_gone);
  fixture_start(NULL);
  CHECK_INT(0, gone_count());
  abcistream_error error;
  CHECK_INT(ABCISTREAM_JVM_GONE, fixture_try(HOST_HALTS_THE_JVM, &error));
  CHECK_CONTAINS(error.message, "the JVM has ended while the stream was being opened");
  CHECK(jvm_is_gone());
  sem_wait(&gone_once);
  CHECK_INT(0, gone_count());
  CHECK_INT(ABCISTREAM_JVM_GONE, fixture_try(HOST_RETURNS, &error));
  const struct jvm_request request = fixture_request();
  CHECK_INT(ABCISTREAM_JVM_GONE, jvm_start(&request, &error));
  CHECK(fixture_log_contains("40 abcistream: the JVM has ended with exit code 3"));
  jvm_on_gone(count_gone);
  CHECK_INT(1, gone_count());
}

/* The text of the hs_err file in a folder (owned: free()); NULL where there is none. */
static char *read_error_file(const char *folder) {
  DIR *entries = opendir(folder);
  CHECK(entries != NULL);
  char *text = NULL;
  for (struct dirent *entry; text == NULL && (entry = readdir(entries)) != NULL;) {
    if (strncmp(entry->d_name, "hs_err_pid", 10) == 0) {
      char *path = temp_folder_path(folder, entry->d_name);
      FILE *file = fopen(path, "re");
      CHECK(file != NULL);
      text = calloc(1, 4096);
      CHECK(fread(text, 1, 4095, file) > 0);
      fclose(file);
      free(path);
    }
  }
  closedir(entries);
  return text;
}

static void crash_in_java(void) {
  fixture_start(NULL);
  fixture_command(HOST_CRASHES);
}

static void *crash(void *unused) {
  volatile int *volatile unmapped = (volatile int *)8;
  *unmapped = 1;
  return unused;
}

static void crash_on_unknown_thread(void) {
  fixture_start(NULL);
  pthread_t thread;
  CHECK_INT(0, pthread_create(&thread, NULL, crash, NULL));
  pthread_join(thread, NULL);
}

static void crash_on_node_thread(void) {
  fixture_start(NULL);
  crash(NULL);
}

static void expect_error_file(const char *scenario) {
  int status = fixture_run_child(scenario, fixture_home, 0);
  CHECK(WIFSIGNALED(status));
  CHECK_INT(SIGABRT, WTERMSIG(status));
  char *text = read_error_file(fixture_home);
  CHECK_CONTAINS(text, "SIGSEGV (0xb) at pc=");
  free(text);
}

static void a_crash_on_a_java_thread_is_written_down(void) { expect_error_file("crash_in_java"); }

static void a_crash_on_an_unknown_thread_is_written_down(void) {
  expect_error_file("crash_on_unknown_thread");
}

static void a_crash_on_a_node_thread_is_the_nodes(void) {
  int status = fixture_run_child("crash_on_node_thread", fixture_home, 0);
  CHECK(WIFSIGNALED(status));
  CHECK_INT(SIGSEGV, WTERMSIG(status));
  CHECK(read_error_file(fixture_home) == NULL);
}

int main(int argc, char **argv) {
  static const struct scenario scenarios[] = {
      SCENARIO(exit_and_halt_are_refused),
      SCENARIO(halt0_alone_is_refused),
      SCENARIO(a_jvm_that_somebody_destroys_serves_on),
      SCENARIO(a_halted_jvm_is_gone_and_the_node_lives),
      SIGNAL_SCENARIO(a_crash_on_a_java_thread_is_written_down),
      SIGNAL_SCENARIO(a_crash_on_an_unknown_thread_is_written_down),
      SIGNAL_SCENARIO(a_crash_on_a_node_thread_is_the_nodes),
      CHILD(crash_in_java),
      CHILD(crash_on_unknown_thread),
      CHILD(crash_on_node_thread),
  };
  return fixture_run(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
