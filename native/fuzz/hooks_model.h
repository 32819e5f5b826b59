/*
 * What a stream must do, said a second time and as simply as can be: the statuses of its hooks, and
 * a buffer of bytes for each store. It knows nothing of chunks, slots, conditions or threads.
 *
 * Every function stands for the one of the same name in abcistream.h or ring.h, has its effect on
 * the model, and returns the status that the real one must return.
 */
#ifndef ABCISTREAM_FUZZ_HOOKS_MODEL_H
#define ABCISTREAM_FUZZ_HOOKS_MODEL_H

#include "ring/ring.h"
#include "tests/expected_bytes.h"

enum { MODEL_STORES = 4, MODEL_UNWANTED = 3, MODEL_MOST_SERVICES = 3 };
enum { MODEL_SEGMENTS = MODEL_STORES + ABCISTREAM_METADATA_SEGMENTS };

/** The stores' names in ascending order, and the handle of each. Nobody wants MODEL_UNWANTED. */
extern const char *const model_store_names[MODEL_STORES];
extern const uint32_t model_store_handles[MODEL_STORES];

struct model_segment {
  struct expected_bytes bytes;
  int64_t pairs;
  int64_t deletes;
};

struct model_block {
  int64_t height;
  struct expected_bytes app_hash;
  struct model_segment segments[MODEL_SEGMENTS];
};

/** A block that waits for a service: a copy of its own, so that nothing is shared. */
struct model_delivery {
  struct model_block block;
  int64_t sequence;
  int64_t dropped; /* Blocks before it that the service did not get. */
};

enum { MODEL_QUEUE_BLOCKS = 4, MODEL_QUEUE_BYTES = 2000 };

struct model_service {
  int32_t flags;
  struct model_delivery queue[MODEL_QUEUE_BLOCKS]; /* The first `count`, the oldest at 0. */
  int count;
  bool in_hand; /* The service has taken the oldest, and is not done with it. */
  int64_t dropped;
  int64_t durable_height; /* -1 = no progress. */
  bool late;
  bool detached;
  bool left;
  abcistream_status failure;
};

enum model_phase { MODEL_IDLE, MODEL_BEGUN, MODEL_ENDED, MODEL_FINALIZED };

struct model {
  enum model_phase phase;
  bool wrote;       /* A write was taken since the last commit. */
  bool wrote_first; /* One came before the hook that began the block. */
  bool spoilt;      /* Memory ran out while the block was gathered. */
  bool gone;        /* The JVM has ended. */
  uint32_t room_store;
  size_t room_size; /* 0 = there is no room that could be advanced into. */
  int64_t height;
  struct model_block gathered;
  int64_t head; /* How many blocks were published. */
  int service_count;
  struct model_service services[MODEL_MOST_SERVICES];
};

/** Gives all memory back; the model is then as at the beginning. */
void model_reset(struct model *model);

/* ---- The hooks ---- */

abcistream_status model_begin_block(struct model *model, abcistream_bytes request,
                                    abcistream_bytes response);
abcistream_status model_deliver_tx(struct model *model, abcistream_bytes request,
                                   abcistream_bytes response);
abcistream_status model_end_block(struct model *model, abcistream_bytes request,
                                  abcistream_bytes response);
abcistream_status model_finalize_block(struct model *model, abcistream_bytes request,
                                       abcistream_bytes response);
abcistream_status model_on_write(struct model *model, uint32_t store, abcistream_bytes key,
                                 abcistream_bytes value, bool is_delete);
abcistream_status model_commit(struct model *model, int64_t height, abcistream_bytes app_hash,
                               abcistream_bytes response);
void model_abandon(struct model *model);
int64_t model_last_height(const struct model *model);
abcistream_status model_reserve(struct model *model, uint32_t store, size_t size);

/** `written` has the bytes that the caller has put into the room, as many as it advances by. */
abcistream_status model_advance(struct model *model, uint32_t store, abcistream_bytes written,
                                uint64_t pairs, uint64_t deletes);

/* ---- The services ---- */

/** `delivery` receives what the service must see, when the status is ABCISTREAM_OK. */
abcistream_status model_next(const struct model_delivery **delivery, struct model *model,
                             int32_t number);
abcistream_status model_done(struct model *model, int32_t number, int64_t durable_height,
                             abcistream_status status);
void model_detach(struct model *model, int32_t number);
void model_left(struct model *model, int32_t number);

#endif
