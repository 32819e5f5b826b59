/*
 * What is measured: each contender takes the same blocks, and tells how long the node's thread was
 * held by each.
 */
#ifndef ABCISTREAM_BENCH_CONTENDER_H
#define ABCISTREAM_BENCH_CONTENDER_H

#include "bench/workload.h"

/** Where the blocks go. */
struct bench_target {
  const char *folder; /* An empty one of the contender's own, which outlives it. */
  bool fsync;
  int services; /* How many file services a stream of ours has. */
};

struct contender_type {
  const char *name; /* As the tables show it. */
  /** Prepares for a workload; NULL after a failure, which is described. Owned: `close`. */
  void *(*open)(const struct contender_type *type, const struct workload *workload,
                const struct bench_target *target, struct input_error *error);
  /** Streams the next block, `workload->blocks[height - 1]` or, beyond its end, the same anew, and
   * fills in how many nanoseconds its hooks took. False after a failure, which is described. */
  bool (*stream)(void *self, int64_t height, int64_t *elapsed_ns, struct input_error *error);
  void (*close)(void *self);
  int warm_up;  /* How many blocks come before those that count. */
  bool is_peer; /* Somebody else's: where it cannot be had, the others are measured all the same. */
};

extern const struct contender_type contender_memcpy; /* The bytes, copied once. */
extern const struct contender_type contender_encode; /* abcistream; no block is committed. */
extern const struct contender_type contender_files;  /* C: encoded bytes into the two files. */
extern const struct contender_type contender_sync;   /* abcistream; each commit waits. */
extern const struct contender_type contender_async;  /* abcistream; commits hand over. */

/** A program of a peer's, which streams in a process of its own: see peer_contender.c. */
extern const struct contender_type contender_reference;
extern const struct contender_type contender_hand_written;
extern const struct contender_type contender_go_plugin;

/** The block that a height streams. */
const struct workload_block *contender_block(const struct workload *workload, int64_t height);

/** Now, on the clock that never jumps. */
int64_t bench_now(void);

#endif
