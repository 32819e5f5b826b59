/*
 * A stream as the node's thread sees it: the block that is being gathered, how far its hooks have
 * come, and the guest that carries it to Java.
 */
#ifndef ABCISTREAM_NODE_STREAM_H
#define ABCISTREAM_NODE_STREAM_H

#include <abcistream/abcistream.h>
#include <sys/types.h>

#include "block/block.h"
#include "jvm/guest.h"

/** How far the hooks of the block that is being gathered have come. */
enum stream_phase {
  PHASE_IDLE,     /* No hook since the last commit, though perhaps writes. */
  PHASE_BEGUN,    /* listen_begin_block, perhaps transactions. */
  PHASE_ENDED,    /* listen_end_block. */
  PHASE_FINALIZED /* listen_finalize_block. */
};

struct abcistream {
  struct guest *guest;
  struct block block;
  enum stream_phase phase;
  bool wrote;              /* A write has come since the last commit. */
  bool wrote_first;        /* One came before the hook that began the block. */
  size_t reserved;         /* Bytes that the last reserve has given, */
  uint32_t reserved_store; /* for this store. */
  int64_t height;          /* Of the last commit; 0 = none yet. */
  pid_t pid;               /* The process that has opened it. */
};

#endif
