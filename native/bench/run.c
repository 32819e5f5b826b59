#include "bench/run.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A node makes its next block much later; until then every contender's caches grow cold alike. */
enum { PAUSE_NS = 100000 };

/* Removes the files that `is_wanted` picks by their names. */
static void remove_files(const char *folder, bool (*is_wanted)(const char *name)) {
  char path[8192];
  DIR *directory = opendir(folder);
  if (directory == NULL) {
    return;
  }
  for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
    if (is_wanted(entry->d_name)) {
      snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
      remove(path);
    }
  }
  closedir(directory);
}

/* What a service has open or holds locked begins with a dot. */
static bool is_of_a_block(const char *name) { return name[0] != '.'; }

static bool is_entry(const char *name) { return strcmp(name, ".") != 0 && strcmp(name, "..") != 0; }

bool run_begin(struct run *run, const struct contender_type *type, const struct workload *workload,
               const struct bench_target *within, struct input_error *error) {
  *run = (struct run){.type = type, .workload = workload, .target = *within};
  /* Services take a relative path for one below their home. */
  char *whole = realpath(within->folder, NULL);
  snprintf(run->folder, sizeof run->folder, "%s/bench-XXXXXX", whole == NULL ? "" : whole);
  free(whole);
  if (whole == NULL || mkdtemp(run->folder) == NULL) {
    run->folder[0] = '\0';
    return input_error_set(error, "no folder can be made in %s: %s", within->folder,
                           strerror(errno));
  }
  run->target.folder = run->folder;
  run->self = type->open(type, workload, &run->target, error);
  return run->self != NULL;
}

void run_end(struct run *run) {
  if (run->self != NULL) {
    run->type->close(run->self);
  }
  if (run->folder[0] != '\0') {
    remove_files(run->folder, is_entry);
    rmdir(run->folder);
  }
}

bool run_stream(struct run *run, int count, double *samples, struct input_error *error) {
  const struct timespec pause = {.tv_nsec = PAUSE_NS};
  for (int i = 0; i < count; i++) {
    int64_t elapsed_ns = 0;
    nanosleep(&pause, NULL);
    if (!run->type->stream(run->self, ++run->height, &elapsed_ns, error)) {
      return false;
    }
    samples[i] = (double)elapsed_ns;
  }
  remove_files(run->folder, is_of_a_block);
  return true;
}

bool run_warm_up(struct run *run, int blocks, double *samples, struct input_error *error) {
  /* Large blocks warm up as much in each, and would fill the disk. */
  int left = (int)(run->type->warm_up / (1 + workload_mean_pairs(run->workload) / 1000)) + 1;
  for (; left > 0; left -= blocks) {
    if (!run_stream(run, left < blocks ? left : blocks, samples, error)) {
      return false;
    }
  }
  return true;
}
