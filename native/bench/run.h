/* A contender at work on one workload, in a folder of its own. */
#ifndef ABCISTREAM_BENCH_RUN_H
#define ABCISTREAM_BENCH_RUN_H

#include "bench/contender.h"

/** Stays where it is as long as it runs: its target refers to its folder. All zero is none. */
struct run {
  const struct contender_type *type;
  const struct workload *workload;
  void *self; /* NULL: it could not be opened. */
  char folder[4096];
  struct bench_target target;
  int64_t height; /* Of the last block. */
};

/** Opens a contender on a target like `within`, but for a folder that is made in that one. On
 * failure, which is described, it still wants run_end(). */
bool run_begin(struct run *run, const struct contender_type *type, const struct workload *workload,
               const struct bench_target *within, struct input_error *error);

/** Streams the next blocks and removes their files; `samples` receives each one's nanoseconds. */
bool run_stream(struct run *run, int count, double *samples, struct input_error *error);

/** Streams what comes before the blocks that count; `samples` has room for `blocks`. */
bool run_warm_up(struct run *run, int blocks, double *samples, struct input_error *error);

/** Closes the contender and removes its folder. */
void run_end(struct run *run);

#endif
