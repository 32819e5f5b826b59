/*
 * What has become of the blocks that one service was given, as its thread reports it: which heights
 * it goes on without, and what it failed at last. The ring knows the rest.
 *
 * A *hole* is a height that the service was not given, or that it failed at, while it took a later
 * one or the node went on. What a failure leaves open that stops the node, or detaches the service,
 * is none: the next start decides on it.
 */
#ifndef ABCISTREAM_JVM_DELIVERY_H
#define ABCISTREAM_JVM_DELIVERY_H

#include <abcistream/abcistream.h>

/** All zero but for what delivery_begin() sets. */
struct delivery {
  bool detaches;      /* A failure ends its blocks. */
  int64_t reached;    /* The highest height that is settled; -1 = none. */
  int64_t height;     /* Of the block in hand. */
  int64_t skipped;    /* Heights right before it that the service was not given. */
  int64_t dropped;    /* Blocks that the ring has dropped and the service has heard of. */
  int64_t holes;      /* Heights that are missing in all, */
  int64_t first_hole; /* and the last run of them. */
  int64_t last_hole;
  int64_t failed_height; /* 0 = it has never failed. */
  char failure[ABCISTREAM_ERROR_SIZE];
};

/** The service stands at a height (-1 = it has no progress). */
void delivery_begin(struct delivery *delivery, int64_t last_height, bool detaches);

/** The service takes a block, and the ring has dropped so many right before it. */
void delivery_taken(struct delivery *delivery, int64_t height, int64_t dropped);

/**
 * The service is done with the block that it has taken.
 *
 * @param failure     Why it failed; NULL where it has not.
 * @param stops_node  Whether the node does not go on.
 */
void delivery_done(struct delivery *delivery, const char *failure, bool stops_node);

#endif
