#include "jvm_fixture.h"

#include <dirent.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "tests/temp_folder.h"

/* Where a child says that it is ready: the number of the descriptor. */
#define READY_VARIABLE "TEST_READY"
#define HOME_VARIABLE "TEST_HOME"

char *fixture_home;

static pthread_mutex_t log_mutex = PTHREAD_MUTEX_INITIALIZER;
static char log_text[65536];

static void collect(const abcistream_log_record *record, void *user_data) {
  (void)user_data;
  pthread_mutex_lock(&log_mutex);
  size_t used = strlen(log_text);
  snprintf(log_text + used, sizeof log_text - used, "%d %s: %s\n", (int)record->level,
           record->logger, record->message);
  pthread_mutex_unlock(&log_mutex);
}

bool fixture_log_contains(const char *text) {
  CHECK(log_flush(60 * NANOSECONDS_PER_SECOND));
  pthread_mutex_lock(&log_mutex);
  bool found = strstr(log_text, text) != NULL;
  pthread_mutex_unlock(&log_mutex);
  return found;
}

struct jvm_request fixture_request(void) {
  static const struct jvm_settings settings = {.option_count = -1};
  static struct log_sink sink = {.name = "test", .callback = collect};
  static const char *options[] = {"-Dtest.native=" TEST_NATIVE_LIBRARY};
  return (struct jvm_request){.home = fixture_home,
                              .install_dir = "/no/installation",
                              .java_home = getenv("TEST_JAVA_HOME"),
                              .class_path = TEST_CLASSES,
                              .options = options,
                              .option_count = 1,
                              .settings = &settings,
                              .log = &sink};
}

void fixture_start(const char *option) {
  struct jvm_request request = fixture_request();
  const char *options[] = {request.options[0], option};
  request.options = options;
  request.option_count = option == NULL ? 1 : 2;
  abcistream_error error = {.status = ABCISTREAM_OK};
  abcistream_status status = jvm_start(&request, &error);
  CHECK_STR("", error.message);
  CHECK_INT(ABCISTREAM_OK, status);
}

abcistream_status fixture_try(enum command command, abcistream_error *error) {
  static const abcistream_host_api api;
  abcistream_host_stream *stream;
  const uintptr_t number = (uintptr_t)command;
  memcpy(&stream, &number, sizeof number);
  return jvm_open_stream(&api, stream, error);
}

void fixture_command(enum command command) {
  abcistream_error error = {.status = ABCISTREAM_OK};
  abcistream_status status = fixture_try(command, &error);
  CHECK_STR("", error.message);
  CHECK_INT(ABCISTREAM_OK, status);
}

bool fixture_has_thread(const char *name) {
  DIR *threads = opendir("/proc/self/task");
  CHECK(threads != NULL);
  bool found = false;
  for (struct dirent *entry; !found && (entry = readdir(threads)) != NULL;) {
    char path[300];
    char comm[32] = "";
    snprintf(path, sizeof path, "/proc/self/task/%s/comm", entry->d_name);
    FILE *file = fopen(path, "re");
    if (file != NULL && fgets(comm, sizeof comm, file) != NULL) {
      comm[strcspn(comm, "\n")] = '\0';
      found = strcmp(comm, name) == 0;
    }
    if (file != NULL) {
      fclose(file);
    }
  }
  closedir(threads);
  return found;
}

int fixture_run(int argc, char **argv, const struct scenario *scenarios, size_t count) {
  const char *name = argc == 2 ? argv[1] : "";
  for (size_t i = 0; i < count; i++) {
    if (strcmp(name, scenarios[i].name) == 0) {
      const char *home = getenv(HOME_VARIABLE);
      fixture_home = home != NULL ? strdup(home) : temp_folder_create();
      jvm_mark_host_thread();
      scenarios[i].run();
      if (home == NULL) {
        temp_folder_remove(fixture_home);
      }
      return 0;
    }
  }
  fprintf(stderr, "there is no scenario \"%s\"\n", name);
  return 2;
}

static void become_child(const char *scenario, const char *home, int ready) {
  char number[16];
  snprintf(number, sizeof number, "%d", ready);
  setenv(READY_VARIABLE, number, 1);
  setenv(HOME_VARIABLE, home, 1);
  execl("/proc/self/exe", "child", scenario, NULL);
  _exit(127);
}

int fixture_run_child(const char *scenario, const char *home, int signal) {
  int ends[2];
  CHECK_INT(0, pipe(ends));
  pid_t child = fork();
  CHECK(child >= 0);
  if (child == 0) {
    close(ends[0]);
    become_child(scenario, home, ends[1]);
  }
  close(ends[1]);
  char ready;
  if (signal != 0) {
    CHECK_INT(1, read(ends[0], &ready, 1));
    CHECK_INT(0, kill(child, signal));
  }
  int status;
  CHECK_INT(child, waitpid(child, &status, 0));
  close(ends[0]);
  return status;
}

void fixture_wait_for_signal(void) {
  const char *ready = getenv(READY_VARIABLE);
  CHECK(ready != NULL);
  CHECK_INT(1, write((int)strtol(ready, NULL, 10), "r", 1));
  for (;;) {
    pause();
  }
}
