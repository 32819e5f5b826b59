/*
 * Bytes of one kind in the order in which they come: a list of chunks that grows at its end. What
 * is written at once never spans two chunks, so that a reader needs no seams.
 */
#ifndef ABCISTREAM_BLOCK_SEGMENT_H
#define ABCISTREAM_BLOCK_SEGMENT_H

#include "block/pool.h"

struct segment {
  uint8_t *cursor; /* Where the next byte goes; NULL before the first chunk. */
  uint8_t *limit;  /* The end of the last chunk. */
  struct chunk *first;
  struct chunk *last;
  int64_t chunk_count;
  int64_t pairs;
  int64_t deletes;
};

/** Takes a further chunk with room for `size` bytes; returns the cursor, NULL without memory. */
uint8_t *segment_grow(struct segment *segment, struct pool *pool, size_t size);

/** The cursor, with room for at least `size` bytes behind it; NULL when memory cannot be had. */
static inline uint8_t *segment_room(struct segment *segment, struct pool *pool, size_t size) {
  if (__builtin_expect((size_t)(segment->limit - segment->cursor) >= size, 1)) {
    return segment->cursor;
  }
  return segment_grow(segment, pool, size);
}

/** Notes in the last chunk how far it is written. Before the chunks are read or given back. */
void segment_seal(struct segment *segment);

/** Gives all chunks to the pool and begins anew. */
void segment_clear(struct segment *segment, struct pool *pool);

#endif
