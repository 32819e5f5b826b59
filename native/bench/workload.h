/* The blocks that every contender streams: the same calls, in the order of a node. */
#ifndef ABCISTREAM_BENCH_WORKLOAD_H
#define ABCISTREAM_BENCH_WORKLOAD_H

#include <abcistream/abcistream.h>

#include "examples/store_names.h"
#include "examples/trace_reader.h"

/** What a synthetic block is made of; every length in bytes. */
struct workload_shape {
  size_t pairs; /* Spread evenly over the stores; a tenth as many transactions. */
  size_t stores;
  size_t key_size;
  size_t value_size;
};

/** One hook call. */
struct workload_call {
  struct trace_record record; /* Its views are borrowed from the workload. */
  uint32_t store;             /* The handle, of a write. */
};

/** The calls of one block, the commit last. */
struct workload_block {
  size_t first_call;
  size_t call_count;
  size_t pairs;
  size_t bytes; /* Of keys, values, requests and responses. */
};

struct workload {
  char name[64];
  struct store_names stores;
  struct workload_shape shape; /* All zero for a recorded chain. */
  struct workload_call *calls;
  struct workload_block *blocks;
  size_t block_count;
  char *bytes;               /* What the views of a synthetic block borrow. */
  struct trace_reader trace; /* What those of a recorded chain borrow. */
};

/** One block, of pseudo-random bytes that are the same in every run. */
bool workload_synthesize(struct workload *workload, const struct workload_shape *shape,
                         struct input_error *error);

/** A recorded chain. Its stores are those it writes to. */
bool workload_record(struct workload *workload, const char *name, const char *trace,
                     struct input_error *error);

void workload_free(struct workload *workload);

/** The mean of a block's pairs, and of its bytes. */
double workload_mean_pairs(const struct workload *workload);
double workload_mean_bytes(const struct workload *workload);

#endif
