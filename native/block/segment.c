#include "block/segment.h"

/* The chunks of a segment grow by this factor, up to 1 MiB: 16 K, 64 K, 256 K, 1 M. */
#define GROWTH_EXPONENT 2
#define LARGEST_USUAL_EXPONENT 20

uint8_t *segment_grow(struct segment *segment, struct pool *pool, size_t size) {
  int64_t growth = POOL_SMALLEST + GROWTH_EXPONENT * segment->chunk_count;
  unsigned exponent = growth < LARGEST_USUAL_EXPONENT ? (unsigned)growth : LARGEST_USUAL_EXPONENT;
  struct chunk *chunk = pool_take(pool, size, exponent);
  if (chunk == NULL) {
    return NULL;
  }
  segment_seal(segment);
  if (segment->last == NULL) {
    segment->first = chunk;
  } else {
    segment->last->next = chunk;
  }
  segment->last = chunk;
  segment->chunk_count++;
  segment->cursor = chunk->base;
  segment->limit = chunk->base + chunk->capacity;
  return segment->cursor;
}

void segment_seal(struct segment *segment) {
  if (segment->last != NULL) {
    segment->last->used = (size_t)(segment->cursor - segment->last->base);
  }
}

void segment_clear(struct segment *segment, struct pool *pool) {
  segment_seal(segment);
  pool_give(pool, segment->first);
  *segment = (struct segment){0};
}
