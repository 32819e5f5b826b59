#include "bench/measure.h"

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

/* A contender at work on one workload. */
struct run {
  struct measured *measured;
  void *self;
  char folder[4096];
  struct bench_target target;
  int64_t height; /* Of the last block. */
};

/* ---- Figures ---- */

static int compare_doubles(const void *left, const void *right) {
  double a = *(const double *)left;
  double b = *(const double *)right;
  return a < b ? -1 : a > b ? 1 : 0;
}

double median_of(double *values, int count) {
  qsort(values, (size_t)count, sizeof *values, compare_doubles);
  return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static void summarize_round(struct round_times *times, double *samples, int count) {
  double sum = 0;
  for (int i = 0; i < count; i++) {
    sum += samples[i];
  }
  times->mean = sum / count;
  times->p50 = median_of(samples, count);
  times->p99 = samples[(count - 1) * 99 / 100];
  times->max = samples[count - 1];
}

static double median_of_rounds(const struct measured *measured, int count, size_t offset) {
  double values[MEASURE_MAX_ROUNDS];
  for (int i = 0; i < count; i++) {
    values[i] = *(const double *)((const char *)&measured->rounds[i] + offset);
  }
  return median_of(values, count);
}

static void summarize(struct measured *measured, int count) {
  measured->median = (struct round_times){
      .p50 = median_of_rounds(measured, count, offsetof(struct round_times, p50)),
      .p99 = median_of_rounds(measured, count, offsetof(struct round_times, p99)),
      .max = median_of_rounds(measured, count, offsetof(struct round_times, max)),
      .mean = median_of_rounds(measured, count, offsetof(struct round_times, mean))};
}

const struct measured *measured_find(const struct measurement *measurement,
                                     const struct contender_type *type) {
  for (int i = 0; i < measurement->contender_count; i++) {
    const struct measured *measured = &measurement->contenders[i];
    if (measured->type == type && measured->missing[0] == '\0') {
      return measured;
    }
  }
  return NULL;
}

/* ---- Folders ---- */

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

/* ---- Runs ---- */

static bool begin(struct run *run, const struct workload *workload, const struct measure_plan *plan,
                  struct input_error *error) {
  const struct contender_type *type = run->measured->type;
  /* Services take a relative path for one below their home. */
  char *whole = realpath(plan->folder, NULL);
  snprintf(run->folder, sizeof run->folder, "%s/bench-XXXXXX", whole == NULL ? "" : whole);
  free(whole);
  if (whole == NULL || mkdtemp(run->folder) == NULL) {
    run->folder[0] = '\0';
    return input_error_set(error, "no folder can be made in %s: %s", plan->folder, strerror(errno));
  }
  run->target = (struct bench_target){.folder = run->folder, .fsync = plan->fsync};
  run->self = type->open(type, workload, &run->target, error);
  return run->self != NULL;
}

static void end(struct run *run) {
  if (run->self != NULL) {
    run->measured->type->close(run->self);
  }
  if (run->folder[0] != '\0') {
    remove_files(run->folder, is_entry);
    rmdir(run->folder);
  }
}

static bool stream_blocks(struct run *run, int count, double *samples, struct input_error *error) {
  const struct timespec pause = {.tv_nsec = PAUSE_NS};
  for (int i = 0; i < count; i++) {
    int64_t elapsed_ns = 0;
    nanosleep(&pause, NULL);
    if (!run->measured->type->stream(run->self, ++run->height, &elapsed_ns, error)) {
      return false;
    }
    samples[i] = (double)elapsed_ns;
  }
  remove_files(run->folder, is_of_a_block);
  return true;
}

static bool warm_up(struct run *run, const struct workload *workload, int blocks, double *samples,
                    struct input_error *error) {
  /* Large blocks warm up as much in each, and would fill the disk. */
  int left = (int)(run->measured->type->warm_up / (1 + workload_mean_pairs(workload) / 1000)) + 1;
  for (; left > 0; left -= blocks) {
    if (!stream_blocks(run, left < blocks ? left : blocks, samples, error)) {
      return false;
    }
  }
  return true;
}

static bool run_rounds(struct measurement *measurement, struct run *runs, double *samples,
                       struct input_error *error) {
  for (int round = 0; round < measurement->round_count; round++) {
    for (int i = 0; i < measurement->contender_count; i++) {
      if (runs[i].self == NULL) {
        continue;
      }
      if (!stream_blocks(&runs[i], measurement->block_count, samples, error)) {
        return false;
      }
      summarize_round(&runs[i].measured->rounds[round], samples, measurement->block_count);
    }
  }
  for (int i = 0; i < measurement->contender_count; i++) {
    summarize(runs[i].measured, measurement->round_count);
  }
  return true;
}

/* Begins every contender and warms it up; a peer that cannot be had is left out. */
static bool begin_all(struct measurement *measurement, struct run *runs,
                      const struct measure_plan *plan, double *samples, struct input_error *error) {
  bool good = true;
  for (int i = 0; good && i < MEASURE_MAX_CONTENDERS && plan->types[i] != NULL; i++) {
    struct run *run = &runs[measurement->contender_count];
    run->measured = &measurement->contenders[measurement->contender_count++];
    run->measured->type = plan->types[i];
    if (begin(run, measurement->workload, plan, error)) {
      good = warm_up(run, measurement->workload, plan->blocks, samples, error);
    } else {
      snprintf(run->measured->missing, sizeof run->measured->missing, "%.255s", error->message);
      good = run->measured->type->is_peer;
    }
  }
  return good;
}

bool measure(struct measurement *measurement, const struct workload *workload,
             const struct measure_plan *plan, struct input_error *error) {
  *measurement = (struct measurement){.workload = workload,
                                      .place = plan->place,
                                      .fsync = plan->fsync,
                                      .round_count = plan->rounds,
                                      .block_count = plan->blocks};
  struct run runs[MEASURE_MAX_CONTENDERS] = {0};
  double *samples = calloc((size_t)plan->blocks, sizeof *samples);
  if (samples == NULL) {
    return input_error_set(error, "no memory for %d samples", plan->blocks);
  }
  bool good = begin_all(measurement, runs, plan, samples, error) &&
              run_rounds(measurement, runs, samples, error);
  for (int i = 0; i < measurement->contender_count; i++) {
    end(&runs[i]);
  }
  free(samples);
  return good;
}
