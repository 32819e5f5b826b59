#include "ring/slot.h"

#include <stdlib.h>

struct ring_slot *slot_create(size_t segment_count) {
  struct ring_slot *slot = calloc(1, sizeof *slot);
  abcistream_segment *segments = calloc(segment_count, sizeof *segments);
  if (slot == NULL || segments == NULL) {
    free(segments);
    free(slot);
    return NULL;
  }
  slot->segments = segments;
  return slot;
}

void slot_free(struct ring_slot *slot) {
  free(slot->segments);
  free(slot->chunks);
  free(slot->app_hash);
  free(slot);
}

void slot_push(struct ring_slot **list, struct ring_slot *slot) {
  slot->next = *list;
  *list = slot;
}

struct ring_slot *slot_pop(struct ring_slot **list) {
  struct ring_slot *slot = *list;
  if (slot != NULL) {
    *list = slot->next;
  }
  return slot;
}

void slot_free_list(struct ring_slot *list) {
  for (struct ring_slot *slot = slot_pop(&list); slot != NULL; slot = slot_pop(&list)) {
    slot_free(slot);
  }
}

bool slot_reserve(struct ring_slot *slot, int64_t chunk_count, size_t app_hash_size) {
  if (chunk_count > slot->chunk_capacity) {
    size_t count = (size_t)chunk_count * 2;
    abcistream_chunk *chunks = realloc(slot->chunks, count * sizeof *chunks);
    if (chunks == NULL) {
      return false;
    }
    slot->chunks = chunks;
    slot->chunk_capacity = (int64_t)count;
  }
  if (app_hash_size > slot->app_hash_capacity) {
    uint8_t *app_hash = realloc(slot->app_hash, app_hash_size);
    if (app_hash == NULL) {
      return false;
    }
    slot->app_hash = app_hash;
    slot->app_hash_capacity = app_hash_size;
  }
  return true;
}
