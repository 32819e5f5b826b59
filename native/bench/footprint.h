/* The memory that a stream takes, measured in a process of its own. */
#ifndef ABCISTREAM_BENCH_FOOTPRINT_H
#define ABCISTREAM_BENCH_FOOTPRINT_H

#include "bench/contender.h"

/** In bytes. */
struct footprint {
  int64_t added; /* The peak of what is resident, above that of a node without a stream. */
  int64_t pool;  /* Address space of the blocks' chunks. */
};

/** Streams blocks that come to about `bytes` in a process of its own. To be called before there is
 * a JVM in this one. The target is as for run_begin(). False after a failure, which is described.
 */
bool footprint_measure(struct footprint *footprint, const struct contender_type *type,
                       const struct workload_shape *shape, const struct bench_target *within,
                       double bytes, struct input_error *error);

#endif
