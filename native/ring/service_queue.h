/*
 * What a service has still to take: a bounded queue of references to published blocks, and what is
 * known of how the service copes. One slow service holds memory, never another service. Everything
 * here is called with the ring's mutex held.
 */
#ifndef ABCISTREAM_RING_SERVICE_QUEUE_H
#define ABCISTREAM_RING_SERVICE_QUEUE_H

#include "ring/ring.h"

/** A reference to a block, and how many blocks before it the service did not get. */
struct service_block {
  struct ring_slot *slot;
  int64_t dropped;
};

struct service_queue {
  struct ring_policy policy;    /* Its name is owned. */
  struct service_block *blocks; /* A circle of `policy.queue_blocks`. */
  int64_t first;
  int64_t count;
  int64_t bytes;             /* Of the blocks in the circle, and of `current`. */
  struct ring_slot *current; /* What the service has in hand. */
  int64_t dropped;           /* Blocks that were dropped since one was added. */
  int64_t holes;             /* Blocks that were dropped altogether. */
  int64_t durable_height;    /* -1 = no progress. */
  bool late;                 /* Ran out of time, and has not caught up since. */
  bool caught_up;            /* Was late; no commit has told so yet. */
  bool detached;             /* Gets nothing until the next start. */
  bool left;
  abcistream_status failure; /* Reported, not yet collected by a commit. */
  char failure_message[ABCISTREAM_ERROR_SIZE];
  char last_error[ABCISTREAM_ERROR_SIZE]; /* Of whatever kind; "" when there was none. */
};

/** Copies the policy. NULL when memory cannot be had. */
struct service_queue *service_queue_create(const struct ring_policy *policy);
void service_queue_free(struct service_queue *queue);

/** Whether the service takes blocks at all. */
bool service_queue_is_on(const struct service_queue *queue);

/** How many blocks the service has still to finish. */
int64_t service_queue_backlog(const struct service_queue *queue);

/** Whether a block of so many bytes fits; a larger one than the limit fits when nothing else waits.
 */
bool service_queue_has_room(const struct service_queue *queue, int64_t bytes);

/** Adds a reference; there is room. */
void service_queue_push(struct service_queue *queue, struct ring_slot *slot);

/** The service does not get a block. */
void service_queue_drop(struct service_queue *queue);

/**
 * Takes the next block in hand; NULL when there is none. `dropped`, which may be NULL, receives how
 * many blocks before it were dropped.
 */
struct ring_slot *service_queue_take(struct service_queue *queue, int64_t *dropped);

/** Lets go of the block in hand, which is returned; the caller counts its references. */
struct ring_slot *service_queue_finish(struct service_queue *queue);

/** Keeps a failure for the next commit, unless one is kept already. */
void service_queue_fail(struct service_queue *queue, abcistream_status status, const char *message);

#endif
