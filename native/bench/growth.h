/*
 * How cost grows: the time of a block, and the memory of a stream, along four axes. Along each one
 * all sizes take turns in one run, so that what is said of the growth from one to the next holds on
 * a busy machine too.
 */
#ifndef ABCISTREAM_BENCH_GROWTH_H
#define ABCISTREAM_BENCH_GROWTH_H

#include "bench/bench_options.h"
#include "bench/footprint.h"
#include "bench/measure.h"

#define GROWTH_MAX_POINTS 8
#define GROWTH_CURVES 4

/** What a block is made of, and who takes it. */
struct growth_setting {
  struct workload_shape shape;
  size_t services;
};

struct growth_axis {
  const char *name;              /* What grows. */
  const char *fixed;             /* What does not, in words, */
  struct growth_setting setting; /* and in numbers. */
  size_t varied;                 /* The offset of what grows in the setting. */
  bool is_bytes;
  size_t sizes[GROWTH_MAX_POINTS]; /* Ascending; only the first may be 0. */
  int size_count;
};

struct growth_point {
  size_t size;
  struct growth_setting setting;
  struct workload workload;
  struct footprint footprint; /* Of a stream whose commits wait. */
};

struct growth_curve {
  const struct growth_axis *axis;
  struct growth_point points[GROWTH_MAX_POINTS];
  struct measurement measurements[GROWTH_MAX_POINTS]; /* One for each point. */
  int point_count;
};

struct growth {
  struct growth_curve curves[GROWTH_CURVES];
};

/** How the time has grown since the point before. */
struct growth_step {
  double exponent; /* Time grows as size to this power: 1 is linear. NAN where nothing is known. */
  bool bends;      /* Worse than linear, beyond noise. */
};

struct growth_step growth_step(const struct growth_curve *curve, const struct contender_type *type,
                               int point);

/** A size as tables and charts show it. */
void growth_label(char *text, size_t size, const struct growth_curve *curve, int point);

/** Measures all curves and reports them as the options say; false after a failure, which is
 * described. */
bool growth_run(const struct bench_options *options, struct input_error *error);

#endif
