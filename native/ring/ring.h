/*
 * Where a block crosses from the node's thread to the services: a bounded ring of published blocks
 * with one cursor for each service. One thread publishes; each service has one thread that takes. A
 * slot is free again when every service is done with it, so one slow service holds memory but never
 * another service.
 *
 * Everything waits on conditions under one mutex and nothing spins: the one who wakes would land on
 * the spinner's core.
 */
#ifndef ABCISTREAM_RING_RING_H
#define ABCISTREAM_RING_RING_H

#include <abcistream/abcistream.h>
#include <abcistream/host.h>

/** Blocks that may be published and not yet taken by every service. */
#define RING_SLOTS 64

struct ring;

/** A place in the ring, filled by the publisher between ring_claim() and ring_publish(). */
struct ring_slot {
  abcistream_block block; /* What services see; ring_publish() sets its sequence. */
  abcistream_segment *segments;
  abcistream_chunk *chunks;
  int64_t chunk_capacity;
  uint8_t *app_hash;
  size_t app_hash_capacity;
  void *cargo; /* The publisher's own; comes back by ring_take_spent(). */
  int pending; /* Services that are not done with it. */
};

/** What a commit has to say about the services. */
struct ring_outcome {
  abcistream_status status;            /* What the commit returns. */
  char message[ABCISTREAM_ERROR_SIZE]; /* The sentence to it. */
  char late[256]; /* Names of services that have just become late without stopping the node. */
};

/** Blocks will have `segment_count` segments. NULL when memory cannot be had. */
struct ring *ring_create(size_t segment_count);

/** Gives the ring back. No service may use it any more; cargo that is left is not looked at. */
void ring_destroy(struct ring *ring);

/**
 * Adds a service, before the first block. The name is copied. Returns its number, or a negated
 * status.
 */
int32_t ring_add_service(struct ring *ring, const char *name, int64_t timeout_ns,
                         int64_t last_height, int32_t flags);

/* ---- The publisher ---- */

/**
 * Gets the next slot, with room for `chunk_count` chunks and `app_hash_size` bytes. When the ring
 * is full, waits as long as the timeouts of the services that hold it allow; then TIMEOUT.
 */
abcistream_status ring_claim(struct ring_slot **slot, struct ring *ring, int64_t chunk_count,
                             size_t app_hash_size, abcistream_error *error);

/** Hands the slot that ring_claim() gave to every service. */
void ring_publish(struct ring *ring, struct ring_slot *slot);

/**
 * Waits for the services that a commit waits for, each for at most its timeout since the last
 * publication, and collects the failures that services have reported since the last call. A service
 * that runs out of time becomes late: no call waits for it until it has caught up.
 */
void ring_wait(struct ring_outcome *outcome, struct ring *ring);

/** The cargo of the oldest block that every service is done with; NULL when there is none. */
void *ring_take_spent(struct ring *ring);

/** The lowest durable height; services without progress are left out; 0 = none has any. */
int64_t ring_last_height(struct ring *ring);

/** No block follows: services that have taken everything are told so. */
void ring_close(struct ring *ring);

/**
 * After ring_close(): waits until every service has left. Returns false at the deadline or when the
 * JVM is gone, with the names of those that have not in `names`.
 */
bool ring_drain(char *names, size_t size, struct ring *ring, int64_t deadline);

/** The JVM is gone: wakes everybody, for good. */
void ring_abort(struct ring *ring);

/* ---- A service's thread: see abcistream_host_api, whose functions these are. `number` is what
 * ring_add_service() has returned. ---- */

abcistream_status ring_next(const abcistream_block **block, struct ring *ring, int32_t number,
                            int64_t timeout_ns);
abcistream_status ring_done(struct ring *ring, int32_t number, int64_t durable_height,
                            abcistream_status status, const char *message);
void ring_left(struct ring *ring, int32_t number);

#endif
