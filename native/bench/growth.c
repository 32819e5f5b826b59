#include "bench/growth.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bench/growth_chart.h"
#include "bench/growth_report.h"
#include "bench/report.h"

/* About so many bytes go to one round of a contender. */
enum { ROUND_BYTES = 32 << 20, QUICK_ROUND_BYTES = 8 << 20 };

/* A step bends where it takes so many times what would be in proportion. */
#define BEND 1.25

static const struct contender_type *const contenders[] = {&contender_memcpy, &contender_encode,
                                                          &contender_files,  &contender_sync,
                                                          &contender_async,  NULL};

static const struct growth_axis axes[GROWTH_CURVES] = {
    {.name = "pairs a block",
     .fixed = "40 B keys, 120 B values, 20 stores, 1 service",
     .setting = {{0, 20, 40, 120}, 1},
     .varied = offsetof(struct growth_setting, shape.pairs),
     .sizes = {10, 100, 1000, 10000, 100000, 1000000},
     .size_count = 6},
    {.name = "services",
     .fixed = "2000 pairs of 40 and 120 B, 20 stores",
     .setting = {{2000, 20, 40, 120}, 0},
     .varied = offsetof(struct growth_setting, services),
     .sizes = {1, 2, 3, 4, 5, 6, 7, 8},
     .size_count = 8},
    {.name = "stores",
     .fixed = "2000 pairs of 40 and 120 B, 1 service",
     .setting = {{2000, 0, 40, 120}, 1},
     .varied = offsetof(struct growth_setting, shape.stores),
     .sizes = {1, 10, 100, 1000},
     .size_count = 4},
    {.name = "bytes a value",
     .fixed = "4 pairs with 40 B keys, 4 stores, 1 service",
     .setting = {{4, 4, 40, 0}, 1},
     .varied = offsetof(struct growth_setting, shape.value_size),
     .is_bytes = true,
     .sizes = {0, 128, 1 << 10, 16 << 10, 256 << 10, 4 << 20, 64 << 20},
     .size_count = 7}};

/* ---- What the figures say ---- */

struct growth_step growth_step(const struct growth_curve *curve, const struct contender_type *type,
                               int point) {
  struct growth_step step = {.exponent = NAN};
  if (point == 0 || curve->points[point - 1].size == 0) {
    return step;
  }
  const struct measured *before = measured_find(&curve->measurements[point - 1], type);
  const struct measured *after = measured_find(&curve->measurements[point], type);
  if (before == NULL || after == NULL) {
    return step;
  }
  double ratio = log((double)curve->points[point].size / (double)curve->points[point - 1].size);
  int rounds = curve->measurements[point].round_count;
  double exponents[MEASURE_MAX_ROUNDS];
  for (int i = 0; i < rounds; i++) {
    exponents[i] = log(after->rounds[i].p50 / before->rounds[i].p50) / ratio;
  }
  step.exponent = median_of(exponents, rounds);
  /* Three quarters of the rounds must say so; they are in order now. */
  step.bends = exponents[(rounds - 1) / 4] > 1 + log(BEND) / ratio;
  return step;
}

void growth_label(char *text, size_t size, const struct growth_curve *curve, int point) {
  static const char *const units[] = {"B", "KiB", "MiB"};
  size_t value = curve->points[point].size;
  size_t unit = 0;
  if (!curve->axis->is_bytes) {
    snprintf(text, size, "%zu", value);
    return;
  }
  for (; value >= 1024 && unit + 1 < sizeof units / sizeof *units; unit++) {
    value /= 1024;
  }
  snprintf(text, size, "%zu %s", value, units[unit]);
}

/* ---- Measuring ---- */

static void lay_out(struct growth_curve *curve, const struct growth_axis *axis, bool quick) {
  curve->axis = axis;
  for (int i = 0; i < axis->size_count; i += quick ? 2 : 1) {
    struct growth_point *point = &curve->points[curve->point_count++];
    point->size = axis->sizes[i];
    point->setting = axis->setting;
    memcpy((char *)&point->setting + axis->varied, &point->size, sizeof point->size);
  }
}

static struct bench_target target_of(const struct growth_point *point,
                                     const struct bench_options *options) {
  return (struct bench_target){.folder = options->tmpfs != NULL ? options->tmpfs : options->disk,
                               .services = (int)point->setting.services};
}

static double round_bytes(const struct bench_options *options) {
  return options->quick ? QUICK_ROUND_BYTES : ROUND_BYTES;
}

static bool measure_memory(struct growth_curve *curve, const struct bench_options *options,
                           struct input_error *error) {
  for (int i = 0; i < curve->point_count; i++) {
    struct growth_point *point = &curve->points[i];
    const struct bench_target target = target_of(point, options);
    if (!footprint_measure(&point->footprint, &contender_sync, &point->setting.shape, &target,
                           round_bytes(options), error)) {
      return false;
    }
  }
  return true;
}

static bool measure_time(struct growth_curve *curve, const struct bench_options *options,
                         struct input_error *error) {
  struct measure_plan plans[GROWTH_MAX_POINTS];
  for (int i = 0; i < curve->point_count; i++) {
    struct growth_point *point = &curve->points[i];
    if (!workload_synthesize(&point->workload, &point->setting.shape, error)) {
      return false;
    }
    plans[i] =
        (struct measure_plan){.workload = &point->workload,
                              .types = contenders,
                              .target = target_of(point, options),
                              .place = options->tmpfs != NULL ? "tmpfs" : "disk",
                              .rounds = options->rounds,
                              .blocks = measure_blocks(&point->workload, round_bytes(options))};
  }
  return measure(curve->measurements, plans, curve->point_count, error);
}

/* Memory first: what measures it must be forked from a process without a JVM. */
static bool measure_all(struct growth *growth, const struct bench_options *options,
                        struct input_error *error) {
  for (int i = 0; i < GROWTH_CURVES; i++) {
    lay_out(&growth->curves[i], &axes[i], options->quick);
    if (!measure_memory(&growth->curves[i], options, error)) {
      return false;
    }
  }
  for (int i = 0; i < GROWTH_CURVES; i++) {
    if (!measure_time(&growth->curves[i], options, error)) {
      return false;
    }
    growth_report_table(stdout, &growth->curves[i]);
    fflush(stdout);
  }
  return true;
}

bool growth_run(const struct bench_options *options, struct input_error *error) {
  static struct growth growth;
  bool good = measure_all(&growth, options, error) &&
              report_write(options->json, growth_report_json, &growth, error) &&
              report_write(options->svg, growth_chart_draw, &growth, error);
  for (int i = 0; i < GROWTH_CURVES; i++) {
    for (int j = 0; j < growth.curves[i].point_count; j++) {
      workload_free(&growth.curves[i].points[j].workload);
    }
  }
  return good;
}
