/* Measures what a block costs the node's thread: see bench_options.c for how it is called. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bars.h"
#include "bench/bench_options.h"
#include "bench/chart.h"
#include "bench/measure.h"
#include "bench/report.h"

enum { STORES = 20, KEY_SIZE = 40, MAX_WORKLOADS = 8, MAX_MEASUREMENTS = 3 * MAX_WORKLOADS };

/* About so many bytes go to one round of a contender, in so many blocks at the least and the most.
 */
enum { ROUND_BYTES = 64 << 20, QUICK_ROUND_BYTES = 8 << 20, MIN_BLOCKS = 5, MAX_BLOCKS = 400 };

static const struct contender_type *const contenders[] = {
    &contender_memcpy,       &contender_encode,    &contender_files,
    &contender_sync,         &contender_async,     &contender_reference,
    &contender_hand_written, &contender_go_plugin, NULL};

/* Everything that is measured in one run. */
struct bench {
  const struct bench_options *options;
  struct workload workloads[MAX_WORKLOADS];
  int workload_count;
  struct measurement measurements[MAX_MEASUREMENTS];
  int measurement_count;
};

/* A workload stays where it is once made: its measurements refer to it. */
static struct workload *next_workload(struct bench *bench) {
  return &bench->workloads[bench->workload_count];
}

static bool is_wanted(const struct bench *bench, const struct workload *workload) {
  return bench->options->only == NULL || strcmp(bench->options->only, workload->name) == 0;
}

static void keep_if_wanted(struct bench *bench) {
  if (is_wanted(bench, next_workload(bench))) {
    bench->workload_count++;
  } else {
    workload_free(next_workload(bench));
  }
}

static bool make_workloads(struct bench *bench, struct input_error *error) {
  static const struct workload_shape shapes[] = {{100, STORES, KEY_SIZE, 120},
                                                 {2000, STORES, KEY_SIZE, 120},
                                                 {20000, STORES, KEY_SIZE, 120},
                                                 {200000, STORES, KEY_SIZE, 120},
                                                 {1000, STORES, KEY_SIZE, 10240}};
  const size_t quick_count = 3;
  size_t count = bench->options->quick ? quick_count : sizeof shapes / sizeof shapes[0];
  for (size_t i = 0; i < count; i++) {
    if (!workload_synthesize(next_workload(bench), &shapes[i], error)) {
      return false;
    }
    keep_if_wanted(bench);
  }
  if (bench->options->trace != NULL) {
    if (!workload_record(next_workload(bench), "chain", bench->options->trace, error)) {
      return false;
    }
    keep_if_wanted(bench);
  }
  return bench->workload_count > 0 ||
         input_error_set(error, "there is no workload \"%s\"; without --only, all are named",
                         bench->options->only);
}

static int blocks_of(const struct bench *bench, const struct workload *workload) {
  double bytes = bench->options->quick ? QUICK_ROUND_BYTES : ROUND_BYTES;
  double blocks = bytes / workload_mean_bytes(workload);
  return blocks < MIN_BLOCKS ? MIN_BLOCKS : blocks > MAX_BLOCKS ? MAX_BLOCKS : (int)blocks;
}

static bool measure_at(struct bench *bench, const char *folder, const char *place, bool fsync,
                       struct input_error *error) {
  for (int i = 0; i < bench->workload_count; i++) {
    struct measurement *measurement = &bench->measurements[bench->measurement_count];
    const struct workload *workload = &bench->workloads[i];
    const struct measure_plan plan = {.types = contenders,
                                      .folder = folder,
                                      .place = place,
                                      .fsync = fsync,
                                      .rounds = bench->options->rounds,
                                      .blocks = blocks_of(bench, workload)};
    if (!measure(measurement, workload, &plan, error)) {
      return false;
    }
    bench->measurement_count++;
    report_table(stdout, measurement);
    fflush(stdout);
  }
  return true;
}

static bool measure_all(struct bench *bench, struct input_error *error) {
  const struct bench_options *options = bench->options;
  return (options->tmpfs == NULL || measure_at(bench, options->tmpfs, "tmpfs", false, error)) &&
         (options->disk == NULL || (measure_at(bench, options->disk, "disk", false, error) &&
                                    measure_at(bench, options->disk, "disk", true, error)));
}

static bool write_file(const char *path, const struct bench *bench,
                       void (*write)(FILE *, const struct measurement *, int, const char *),
                       struct input_error *error) {
  if (path == NULL) {
    return true;
  }
  char caption[512];
  report_caption(caption, sizeof caption);
  FILE *file = fopen(path, "we");
  if (file == NULL) {
    return input_error_set(error, "%s cannot be written", path);
  }
  write(file, bench->measurements, bench->measurement_count, caption);
  return fclose(file) == 0 || input_error_set(error, "%s could not be written whole", path);
}

static bool run(struct bench *bench, struct input_error *error) {
  if (!make_workloads(bench, error) || !measure_all(bench, error)) {
    return false;
  }
  bars_report(stdout, bench->measurements, bench->measurement_count);
  return write_file(bench->options->json, bench, report_json, error) &&
         write_file(bench->options->svg, bench, chart_draw, error);
}

int main(int argc, char **argv) {
  struct bench_options options;
  switch (bench_options_parse(&options, argc, argv)) {
    case BENCH_SHOW_HELP:
      fputs(bench_help, stdout);
      return EXIT_SUCCESS;
    case BENCH_REFUSE:
      return 2;
    case BENCH_RUN:
      break;
  }
  static struct bench bench;
  bench.options = &options;
  struct input_error error;
  bool good = run(&bench, &error);
  if (!good) {
    fprintf(stderr, "abcistream_bench: %s\n", error.message);
  }
  for (int i = 0; i < bench.workload_count; i++) {
    workload_free(&bench.workloads[i]);
  }
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
