#include "bench/measure.h"

#include <stdio.h>
#include <stdlib.h>

#include "bench/run.h"

/* A round of a contender has so many blocks at the least and the most. */
enum { MIN_BLOCKS = 5, MAX_BLOCKS = 400 };

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

/* ---- Rounds ---- */

/* The contenders of one measurement. */
struct field {
  struct run runs[MEASURE_MAX_CONTENDERS];
};

int measure_blocks(const struct workload *workload, double bytes) {
  double blocks = bytes / workload_mean_bytes(workload);
  return blocks < MIN_BLOCKS ? MIN_BLOCKS : blocks > MAX_BLOCKS ? MAX_BLOCKS : (int)blocks;
}

/* What the first plan has made the JVM compile stays compiled; the others want but warm memory. */
static bool warm_up(struct run *run, const struct measure_plan *plan, bool is_first,
                    double *samples, struct input_error *error) {
  return is_first ? run_warm_up(run, plan->blocks, samples, error)
                  : run_stream(run, plan->blocks, samples, error);
}

/* Begins every contender and warms it up; a peer that cannot be had is left out. */
static bool begin_field(struct measurement *measurement, struct field *field,
                        const struct measure_plan *plan, bool is_first, double *samples,
                        struct input_error *error) {
  bool good = true;
  for (int i = 0; good && i < MEASURE_MAX_CONTENDERS && plan->types[i] != NULL; i++) {
    struct run *run = &field->runs[i];
    struct measured *measured = &measurement->contenders[measurement->contender_count++];
    measured->type = plan->types[i];
    if (run_begin(run, measured->type, plan->workload, &plan->target, error)) {
      good = warm_up(run, plan, is_first, samples, error);
    } else {
      snprintf(measured->missing, sizeof measured->missing, "%.255s", error->message);
      good = measured->type->is_peer;
    }
  }
  return good;
}

static bool run_round(struct measurement *measurement, struct field *field, int round,
                      double *samples, struct input_error *error) {
  for (int i = 0; i < measurement->contender_count; i++) {
    if (field->runs[i].self == NULL) {
      continue;
    }
    if (!run_stream(&field->runs[i], measurement->block_count, samples, error)) {
      return false;
    }
    summarize_round(&measurement->contenders[i].rounds[round], samples, measurement->block_count);
  }
  return true;
}

static bool run_all(struct measurement *measurements, struct field *fields,
                    const struct measure_plan *plans, int count, double *samples,
                    struct input_error *error) {
  for (int i = 0; i < count; i++) {
    measurements[i] = (struct measurement){.workload = plans[i].workload,
                                           .place = plans[i].place,
                                           .fsync = plans[i].target.fsync,
                                           .round_count = plans[i].rounds,
                                           .block_count = plans[i].blocks};
    if (!begin_field(&measurements[i], &fields[i], &plans[i], i == 0, samples, error)) {
      return false;
    }
  }
  for (int round = 0; round < plans[0].rounds; round++) {
    for (int i = 0; i < count; i++) {
      if (!run_round(&measurements[i], &fields[i], round, samples, error)) {
        return false;
      }
    }
  }
  return true;
}

bool measure(struct measurement *measurements, const struct measure_plan *plans, int count,
             struct input_error *error) {
  struct field *fields = calloc((size_t)count, sizeof *fields);
  double *samples = calloc(MAX_BLOCKS, sizeof *samples);
  if (fields == NULL || samples == NULL) {
    free(fields);
    free(samples);
    return input_error_set(error, "no memory for %d measurements", count);
  }
  bool good = run_all(measurements, fields, plans, count, samples, error);
  for (int i = 0; i < count; i++) {
    for (int j = 0; j < MEASURE_MAX_CONTENDERS; j++) {
      run_end(&fields[i].runs[j]);
    }
    for (int j = 0; good && j < measurements[i].contender_count; j++) {
      summarize(&measurements[i].contenders[j], measurements[i].round_count);
    }
  }
  free(fields);
  free(samples);
  return good;
}
