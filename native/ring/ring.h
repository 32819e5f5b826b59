/*
 * Where a block crosses from the node's thread to the services. One thread publishes; each service
 * has one thread that takes, from a bounded queue of its own. A block is spent when every service
 * is done with it.
 *
 * Everything waits on conditions under one mutex and nothing spins: the one who wakes would land on
 * the spinner's core.
 */
#ifndef ABCISTREAM_RING_RING_H
#define ABCISTREAM_RING_RING_H

#include <abcistream/abcistream.h>
#include <abcistream/host.h>

struct ring;

/** How a service is treated: see abcistream_host_service, whose fields these are. */
struct ring_policy {
  const char *name;
  int64_t last_height;
  int64_t timeout_ns;
  int64_t queue_blocks; /* At least 1. */
  int64_t queue_bytes;
  int32_t flags;
};

/** A block on its way, filled by the publisher between ring_claim() and ring_publish(). */
struct ring_slot {
  abcistream_block block; /* What services see; ring_publish() sets its sequence. */
  abcistream_segment *segments;
  abcistream_chunk *chunks;
  int64_t chunk_capacity;
  uint8_t *app_hash;
  size_t app_hash_capacity;
  int64_t bytes;          /* What its segments hold: counts against `queue_bytes`. */
  void *cargo;            /* The publisher's own; comes back by ring_take_spent(). */
  int pending;            /* Services that are not done with it. */
  struct ring_slot *next; /* In the list of those that are spent, or free. */
};

/** What a commit has to say about the services. */
struct ring_outcome {
  abcistream_status status;            /* What the commit returns. */
  char message[ABCISTREAM_ERROR_SIZE]; /* The sentence to it. */
  char notes[ABCISTREAM_ERROR_SIZE];   /* Warnings for the log, which do not fail the commit. */
  char news[ABCISTREAM_ERROR_SIZE];    /* Good ones for the log: who has caught up. */
};

/** A service as it is seen from outside, at one moment. */
struct ring_service_state {
  char name[128];
  struct ring_policy policy; /* Its name is left out. */
  int64_t backlog;           /* Blocks. */
  int64_t backlog_bytes;
  int64_t durable_height; /* -1 = no progress. */
  int64_t holes;
  bool late;
  bool detached;
  char last_error[ABCISTREAM_ERROR_SIZE]; /* "" when there was none. */
};

/** Blocks will have `segment_count` segments. NULL when memory cannot be had. */
struct ring *ring_create(size_t segment_count);

/** Gives the ring back. No service may use it any more; cargo that is left is not looked at. */
void ring_destroy(struct ring *ring);

/** Adds a service. The policy is copied. Returns the service's number, or a negated status. */
int32_t ring_add_service(struct ring *ring, const struct ring_policy *policy);

/** The state of a service; false when there is none of this number. */
bool ring_describe_service(struct ring_service_state *state, struct ring *ring, int32_t number);

/* ---- The publisher ---- */

/** Gets a slot with room for `chunk_count` chunks and `app_hash_size` bytes. */
abcistream_status ring_claim(struct ring_slot **slot, struct ring *ring, int64_t chunk_count,
                             size_t app_hash_size, abcistream_error *error);

/**
 * Hands the slot that ring_claim() gave to every service. Asynchronous services whose queues are
 * full are waited for, all of them together, each for at most its timeout. A service that has no
 * room then does not get the block.
 */
void ring_publish(struct ring_outcome *outcome, struct ring *ring, struct ring_slot *slot);

/**
 * Waits for the services that a commit waits for, each for at most its timeout since the last
 * publication, and collects the failures that services have reported since the last call. A service
 * that runs out of time becomes late: no call waits for it until it has caught up. Adds to the
 * outcome of ring_publish().
 */
void ring_wait(struct ring_outcome *outcome, struct ring *ring);

/** The cargo of a block that every service is done with; NULL when there is none. */
void *ring_take_spent(struct ring *ring);

/** The lowest durable height; services without progress are left out; 0 = none has any. */
int64_t ring_last_height(struct ring *ring);

/** No block follows: services that have taken everything are told so. */
void ring_close(struct ring *ring);

/**
 * After ring_close(): waits until every service has left. Returns false at the deadline or when the
 * JVM is gone, with the names of those that have not, and what they have not finished, in `text`.
 */
bool ring_drain(char *text, size_t size, struct ring *ring, int64_t deadline);

/** The JVM is gone: wakes everybody, for good. */
void ring_abort(struct ring *ring);

/* ---- A service's thread: see abcistream_host_api, whose functions these are. `number` is what
 * ring_add_service() has returned. ---- */

abcistream_status ring_next(const abcistream_block **block, int64_t *dropped, struct ring *ring,
                            int32_t number, int64_t timeout_ns);
abcistream_status ring_done(struct ring *ring, int32_t number, int64_t durable_height,
                            abcistream_status status, const char *message);
void ring_detach(struct ring *ring, int32_t number);
void ring_left(struct ring *ring, int32_t number);

#endif
