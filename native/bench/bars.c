#include "bench/bars.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#define NANOSECONDS_PER_MICROSECOND 1000.0

/* How a bar compares a contender with one other, or with the sum of two. */
enum comparison {
  RATIO,      /* At most `limit` times as long. */
  SPEED_UP,   /* At least `limit` times as many blocks in the same time. */
  DIFFERENCE, /* At most `limit` microseconds longer. */
};

struct bar {
  const char *workload;
  const char *place; /* NULL: wherever it was measured. */
  const char *text;
  enum comparison comparison;
  size_t figure; /* The offset of a field of struct round_times. */
  const struct contender_type *subject;
  const struct contender_type *other;
  const struct contender_type *added; /* NULL: none. */
  double limit;
};

#define P50 offsetof(struct round_times, p50)
#define P99 offsetof(struct round_times, p99)
#define MEAN offsetof(struct round_times, mean)

static const struct bar bars[] = {
    {"100 x 120 B", "tmpfs", "sync - (encode + C files), us", DIFFERENCE, P50, &contender_sync,
     &contender_encode, &contender_files, 25},
    {"2000 x 120 B", "tmpfs", "sync / (encode + C files)", RATIO, P50, &contender_sync,
     &contender_encode, &contender_files, 1.35},
    {"20000 x 120 B", "tmpfs", "sync / (encode + C files)", RATIO, P50, &contender_sync,
     &contender_encode, &contender_files, 1.15},
    {"200000 x 120 B", "tmpfs", "sync / (encode + C files)", RATIO, P50, &contender_sync,
     &contender_encode, &contender_files, 1.15},
    {"1000 x 10240 B", "tmpfs", "sync / (encode + C files)", RATIO, P50, &contender_sync,
     &contender_encode, &contender_files, 1.1},
    {"100 x 120 B", "tmpfs", "sync / reference", RATIO, P50, &contender_sync, &contender_reference,
     NULL, 1.0},
    {"2000 x 120 B", "tmpfs", "sync / reference", RATIO, P50, &contender_sync, &contender_reference,
     NULL, 0.45},
    {"20000 x 120 B", "tmpfs", "sync / reference", RATIO, P50, &contender_sync,
     &contender_reference, NULL, 0.30},
    {"200000 x 120 B", "tmpfs", "sync / reference", RATIO, P50, &contender_sync,
     &contender_reference, NULL, 0.30},
    {"1000 x 10240 B", "tmpfs", "sync / reference", RATIO, P50, &contender_sync,
     &contender_reference, NULL, 0.5},
    {"100 x 120 B", "tmpfs", "async - encode, us", DIFFERENCE, P50, &contender_async,
     &contender_encode, NULL, 10},
    {"100 x 120 B", "tmpfs", "async - encode, p99, us", DIFFERENCE, P99, &contender_async,
     &contender_encode, NULL, 30},
    {"2000 x 120 B", "tmpfs", "async - encode, us", DIFFERENCE, P50, &contender_async,
     &contender_encode, NULL, 10},
    {"2000 x 120 B", "tmpfs", "async - encode, p99, us", DIFFERENCE, P99, &contender_async,
     &contender_encode, NULL, 30},
    {"20000 x 120 B", "tmpfs", "async / encode", RATIO, P50, &contender_async, &contender_encode,
     NULL, 1.5},
    {"200000 x 120 B", "tmpfs", "async / encode", RATIO, P50, &contender_async, &contender_encode,
     NULL, 1.5},
    {"1000 x 10240 B", "tmpfs", "async / C files", RATIO, P50, &contender_async, &contender_files,
     NULL, 1.0},
    {"100 x 120 B", "tmpfs", "async / go-plugin no-op", RATIO, P50, &contender_async,
     &contender_go_plugin, NULL, 0.05},
    {"2000 x 120 B", "tmpfs", "async / go-plugin no-op", RATIO, P50, &contender_async,
     &contender_go_plugin, NULL, 0.04},
    {"20000 x 120 B", "tmpfs", "async / go-plugin no-op", RATIO, P50, &contender_async,
     &contender_go_plugin, NULL, 0.05},
    {"200000 x 120 B", "tmpfs", "async / go-plugin no-op", RATIO, P50, &contender_async,
     &contender_go_plugin, NULL, 0.09},
    {"1000 x 10240 B", "tmpfs", "async / go-plugin no-op", RATIO, P50, &contender_async,
     &contender_go_plugin, NULL, 0.25},
    {"chain", "tmpfs", "blocks/s, sync / reference", SPEED_UP, MEAN, &contender_sync,
     &contender_reference, NULL, 1.5},
    {"chain", "disk", "blocks/s, sync / reference", SPEED_UP, MEAN, &contender_sync,
     &contender_reference, NULL, 1.0},
    {"chain", NULL, "blocks/s, async / reference", SPEED_UP, MEAN, &contender_async,
     &contender_reference, NULL, 4.0},
};

static bool concerns(const struct bar *bar, const struct measurement *measurement) {
  return strcmp(bar->workload, measurement->workload->name) == 0 && !measurement->fsync &&
         (bar->place == NULL || strcmp(bar->place, measurement->place) == 0);
}

static double figure_of(const struct bar *bar, const struct round_times *round) {
  return *(const double *)((const char *)round + bar->figure);
}

/* The comparison within one round. */
static double compare_round(const struct bar *bar, const struct measured *subject,
                            const struct measured *other, const struct measured *added, int round) {
  double value = figure_of(bar, &subject->rounds[round]);
  double against = figure_of(bar, &other->rounds[round]) +
                   (added == NULL ? 0 : figure_of(bar, &added->rounds[round]));
  switch (bar->comparison) {
    case RATIO:
      return value / against;
    case SPEED_UP:
      return against / value;
    case DIFFERENCE:
      break;
  }
  return (value - against) / NANOSECONDS_PER_MICROSECOND;
}

/* The median over the rounds; NAN where a contender is missing. */
static double compare(const struct bar *bar, const struct measurement *measurement) {
  const struct measured *subject = measured_find(measurement, bar->subject);
  const struct measured *other = measured_find(measurement, bar->other);
  const struct measured *added = bar->added == NULL ? NULL : measured_find(measurement, bar->added);
  if (subject == NULL || other == NULL || (bar->added != NULL && added == NULL)) {
    return NAN;
  }
  double values[MEASURE_MAX_ROUNDS];
  for (int i = 0; i < measurement->round_count; i++) {
    values[i] = compare_round(bar, subject, other, added, i);
  }
  return median_of(values, measurement->round_count);
}

/* Whether the measurement reaches the bar, which is printed; true where it does not concern it. */
static bool report_bar(FILE *to, const struct bar *bar, const struct measurement *measurement) {
  double value = concerns(bar, measurement) ? compare(bar, measurement) : NAN;
  if (isnan(value)) {
    return true;
  }
  bool at_least = bar->comparison == SPEED_UP;
  bool reached = at_least ? value >= bar->limit : value <= bar->limit;
  fprintf(to, "%-16s %-6s %-30s %9.2f %s %6.2f  %s\n", bar->workload, measurement->place, bar->text,
          value, at_least ? ">=" : "<=", bar->limit, reached ? "reached" : "MISSED");
  return reached;
}

int bars_report(FILE *to, const struct measurement *measurements, int count) {
  int missed = 0;
  fprintf(to, "\n%-16s %-6s %-30s %9s %9s\n", "the figures", "", "", "measured", "to reach");
  for (size_t i = 0; i < sizeof bars / sizeof bars[0]; i++) {
    for (int j = 0; j < count; j++) {
      missed += report_bar(to, &bars[i], &measurements[j]) ? 0 : 1;
    }
  }
  return missed;
}
