/* Drives the hooks of a stream with what a trace has recorded, as the chain's own node did. */
#ifndef ABCISTREAM_EXAMPLES_REPLAY_H
#define ABCISTREAM_EXAMPLES_REPLAY_H

#include <abcistream/abcistream.h>
#include <signal.h>

#include "examples/progress.h"
#include "examples/store_names.h"
#include "examples/trace_reader.h"

/** What a replay has done so far. */
struct replay_totals {
  uint64_t blocks;    /* Committed. */
  uint64_t pairs;     /* Written, deletes included. */
  uint64_t bytes;     /* Of keys, values, requests and responses. */
  int64_t elapsed_ns; /* From before the first hook until after the last one. */
  int64_t height;     /* Of the last block that was committed; 0 before the first. */
  const char *hook;   /* Which hook was called last, such as "begin_block". */
};

/** A replay, for one thread. Everything that it points to is borrowed. */
struct replay {
  abcistream *stream;
  struct trace_reader *trace;
  struct store_names *stores; /* Those that the stream was opened with. */
  struct progress *progress;
  uint64_t repeat;                   /* How many times; at least 1. Heights go on. */
  uint64_t block_limit;              /* It ends after so many blocks in all; 0 = no limit. */
  const volatile sig_atomic_t *stop; /* Not 0: it ends after the block that it is at. */
  struct replay_totals totals;       /* Zero at the start. */
  bool finalized;                    /* The block at hand began with finalize_block, ... */
  abcistream_bytes finalize_hash;    /* ... whose response held this app hash. */
};

/** How many blocks the replay has when nothing stops it. */
uint64_t replay_block_count(const struct replay *replay);

/** Runs to the end; after anything but ABCISTREAM_OK, `totals.hook` names the hook that failed. */
abcistream_status replay_run(struct replay *replay, abcistream_error *error);

#endif
