/* Measures what a block costs the node's thread: see bench_options.c for how it is called. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bars.h"
#include "bench/bench_options.h"
#include "bench/chart.h"
#include "bench/growth.h"
#include "bench/measure.h"
#include "bench/report.h"

enum { STORES = 20, KEY_SIZE = 40, MAX_WORKLOADS = 8, MAX_MEASUREMENTS = 3 * MAX_WORKLOADS };

/* About so many bytes go to one round of a contender. */
enum { ROUND_BYTES = 64 << 20, QUICK_ROUND_BYTES = 8 << 20 };

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

static bool measure_at(struct bench *bench, const char *folder, const char *place, bool fsync,
                       struct input_error *error) {
  for (int i = 0; i < bench->workload_count; i++) {
    struct measurement *measurement = &bench->measurements[bench->measurement_count];
    const struct workload *workload = &bench->workloads[i];
    double round_bytes = bench->options->quick ? QUICK_ROUND_BYTES : ROUND_BYTES;
    const struct measure_plan plan = {.workload = workload,
                                      .types = contenders,
                                      .target = {.folder = folder, .fsync = fsync, .services = 1},
                                      .place = place,
                                      .rounds = bench->options->rounds,
                                      .blocks = measure_blocks(workload, round_bytes)};
    if (!measure(measurement, &plan, 1, error)) {
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

static void write_json(FILE *to, const void *subject, const char *caption) {
  const struct bench *bench = subject;
  report_json(to, bench->measurements, bench->measurement_count, caption);
}

static void write_chart(FILE *to, const void *subject, const char *caption) {
  const struct bench *bench = subject;
  chart_draw(to, bench->measurements, bench->measurement_count, caption);
}

static bool run_bench(const struct bench_options *options, struct input_error *error) {
  static struct bench bench;
  bench.options = options;
  bool good = make_workloads(&bench, error) && measure_all(&bench, error);
  if (good) {
    bars_report(stdout, bench.measurements, bench.measurement_count);
    good = report_write(options->json, write_json, &bench, error) &&
           report_write(options->svg, write_chart, &bench, error);
  }
  for (int i = 0; i < bench.workload_count; i++) {
    workload_free(&bench.workloads[i]);
  }
  return good;
}

static void print_caption(void) {
  char caption[512];
  report_caption(caption, sizeof caption);
  puts(caption);
}

int main(int argc, char **argv) {
  struct bench_options options;
  switch (bench_options_parse(&options, argc, argv)) {
    case BENCH_SHOW_HELP:
      fputs(bench_help, stdout);
      return EXIT_SUCCESS;
    case BENCH_SHOW_CAPTION:
      print_caption();
      return EXIT_SUCCESS;
    case BENCH_REFUSE:
      return 2;
    case BENCH_RUN:
      break;
  }
  struct input_error error;
  bool good = options.growth ? growth_run(&options, &error) : run_bench(&options, &error);
  if (!good) {
    fprintf(stderr, "abcistream_bench: %s\n", error.message);
  }
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
