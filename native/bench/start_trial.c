#include "bench/start_trial.h"

#include <abcistream/abcistream.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NANOSECONDS_PER_MILLISECOND 1e6
#define MILLISECONDS_PER_SECOND 1e3
#define KIB_PER_MIB 1024.0

/* Until the compilers have finished what the start has left them. */
#define IDLE_US 700000

/* What the process sends by its pipe. */
struct outcome {
  double figures[START_FIGURES];
  char failure[sizeof((struct input_error *)0)->message];
};

static _Atomic double jvm_runs_at;

static double now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec * MILLISECONDS_PER_SECOND +
         (double)time.tv_nsec / NANOSECONDS_PER_MILLISECOND;
}

/* The library's first record says that the JVM runs. */
static void take_record(const abcistream_log_record *record, void *unused) {
  static const char jvm_runs[] = "the JVM of ";
  (void)unused;
  if (strncmp(record->message, jvm_runs, sizeof jvm_runs - 1) == 0) {
    atomic_store(&jvm_runs_at, now(CLOCK_MONOTONIC));
  }
}

/* Adds the sizes of this process, times `sign`. */
static void add_memory(double figures[START_FIGURES], double sign) {
  static const struct {
    const char *key;
    enum start_figure figure;
  } lines[] = {{"Rss:", START_RSS},
               {"Pss:", START_PSS},
               {"Private_Clean:", START_PRIVATE},
               {"Private_Dirty:", START_PRIVATE}};
  FILE *file = fopen("/proc/self/smaps_rollup", "re");
  char line[256];
  while (file != NULL && fgets(line, sizeof line, file) != NULL) {
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
      size_t size = strlen(lines[i].key);
      if (strncmp(line, lines[i].key, size) == 0) {
        figures[lines[i].figure] += sign * strtod(line + size, NULL) / KIB_PER_MIB;
      }
    }
  }
  if (file != NULL) {
    fclose(file);
  }
}

static void open_stream(struct outcome *outcome, const char *folder) {
  const char *stores[] = {"acc", "bank", "staking"};
  const abcistream_options options = {
      .struct_size = sizeof options,
      .home = folder,
      .config =
          "[store]\nstreamers = [\"file\"]\n[streamers.file]\nkeys = [\"*\"]\n"
          "write_dir = \"streamed\"\noutput-metadata = true\nstop-node-on-error = true\n",
      .stores = stores,
      .store_count = sizeof stores / sizeof *stores,
      .log = take_record};
  abcistream *stream = NULL;
  abcistream_error error;
  add_memory(outcome->figures, -1);
  double cpu = now(CLOCK_PROCESS_CPUTIME_ID);
  double begun = now(CLOCK_MONOTONIC);
  if (abcistream_open(&stream, &options, &error) != ABCISTREAM_OK) {
    snprintf(outcome->failure, sizeof outcome->failure, "%s", error.message);
    return;
  }
  outcome->figures[START_OPEN] = now(CLOCK_MONOTONIC) - begun;
  outcome->figures[START_CPU] = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  usleep(IDLE_US);
  add_memory(outcome->figures, 1);
  outcome->figures[START_JVM] = atomic_load(&jvm_runs_at) - begun;
  abcistream_close(stream, &error);
}

static void be_node(int pipe, const char *java_home, const char *folder, bool with_archive) {
  struct outcome outcome = {.failure = ""};
  setenv("JAVA_HOME", java_home, 1);
  if (!with_archive) {
    setenv("ABCISTREAM_JVM_OPTIONS", "-Xshare:auto", 1); /* Leaves the JDK its own archive. */
  }
  open_stream(&outcome, folder);
  ssize_t written = write(pipe, &outcome, sizeof outcome);
  _exit(written == sizeof outcome ? EXIT_SUCCESS : EXIT_FAILURE);
}

bool start_trial(double figures[START_FIGURES], const char *java_home, const char *folder,
                 bool with_archive, struct input_error *error) {
  int ends[2];
  if (pipe(ends) != 0) {
    return input_error_set(error, "no pipe can be made");
  }
  fflush(NULL);
  pid_t process = fork();
  if (process == 0) {
    be_node(ends[1], java_home, folder, with_archive);
  }
  close(ends[1]);
  struct outcome outcome;
  bool complete = process > 0 && read(ends[0], &outcome, sizeof outcome) == sizeof outcome;
  close(ends[0]);
  if (process > 0) {
    waitpid(process, NULL, 0);
  }
  if (!complete || outcome.failure[0] != '\0') {
    return input_error_set(error, "%s: %s", java_home,
                           complete ? outcome.failure : "the process has ended before its time");
  }
  memcpy(figures, outcome.figures, sizeof outcome.figures);
  return true;
}
