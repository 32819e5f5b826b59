/* Published blocks and their descriptors, which are used again and again. */
#ifndef ABCISTREAM_RING_SLOT_H
#define ABCISTREAM_RING_SLOT_H

#include "ring/ring.h"

/** A slot for blocks of so many segments; NULL when memory cannot be had. */
struct ring_slot *slot_create(size_t segment_count);
void slot_free(struct ring_slot *slot);

/** Makes room for a block's chunks and its app hash. False when memory cannot be had. */
bool slot_reserve(struct ring_slot *slot, int64_t chunk_count, size_t app_hash_size);

/** Lists, linked by `next`. slot_pop() returns NULL for one that is empty. */
void slot_push(struct ring_slot **list, struct ring_slot *slot);
struct ring_slot *slot_pop(struct ring_slot **list);
void slot_free_list(struct ring_slot *list);

#endif
