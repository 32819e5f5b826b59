/*
 * Workloads, each streamed by every contender in turn, round after round, so that whatever the
 * machine does meanwhile meets them all alike. Figures are medians over the rounds.
 */
#ifndef ABCISTREAM_BENCH_MEASURE_H
#define ABCISTREAM_BENCH_MEASURE_H

#include "bench/contender.h"

#define MEASURE_MAX_CONTENDERS 8
#define MEASURE_MAX_ROUNDS 25

/** What a contender has taken for a block, in nanoseconds, in one round. */
struct round_times {
  double p50;
  double p99;
  double max;
  double mean;
};

/** A contender and what was seen of it. */
struct measured {
  const struct contender_type *type;
  char missing[256]; /* Why there are no figures; "" where there are. */
  struct round_times rounds[MEASURE_MAX_ROUNDS];
  struct round_times median; /* Of each figure over the rounds. */
};

struct measurement {
  const struct workload *workload;
  const char *place; /* What the tables call the file system, such as "tmpfs". */
  bool fsync;
  int round_count;
  int block_count; /* Of a round. */
  struct measured contenders[MEASURE_MAX_CONTENDERS];
  int contender_count;
};

/** How to measure a workload. */
struct measure_plan {
  const struct workload *workload;           /* Outlives the measurement. */
  const struct contender_type *const *types; /* NULL behind the last. */
  struct bench_target target;                /* Sub-folders are made in its folder, and removed. */
  const char *place;
  int rounds; /* At least 1, at most MEASURE_MAX_ROUNDS. */
  int blocks; /* Of a round: see measure_blocks(). */
};

/** How many blocks of a workload come to about so many bytes; neither a handful less nor very many.
 */
int measure_blocks(const struct workload *workload, double bytes);

/** Measures by plans of as many rounds each; every round goes through all of them, so that figures
 * of different plans can be compared as well. False after a failure of a contender of our own,
 * which is described. */
bool measure(struct measurement *measurements, const struct measure_plan *plans, int count,
             struct input_error *error);

/** The figures of a contender; NULL where it was not measured. */
const struct measured *measured_find(const struct measurement *measurement,
                                     const struct contender_type *type);

/** The median of values, which are put in order. */
double median_of(double *values, int count);

#endif
