#include "block/block.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "block/varint.h"

/* The fields of StoreKVPair, and those of a transaction in BlockMetadata. */
enum { PAIR_STORE_KEY = 1, PAIR_DELETE = 2, PAIR_KEY = 3, PAIR_VALUE = 4 };
enum { TRANSACTION_REQUEST = 1, TRANSACTION_RESPONSE = 2 };

bool block_init(struct block *block, size_t store_count) {
  *block = (struct block){.store_count = store_count};
  block->stores = calloc(store_count + 1, sizeof *block->stores);
  block->segments = calloc(store_count + ABCISTREAM_METADATA_SEGMENTS, sizeof *block->segments);
  return block->stores != NULL && block->segments != NULL;
}

void block_destroy(struct block *block) {
  if (block->segments != NULL) {
    block_clear(block);
  }
  for (size_t i = 0; block->stores != NULL && i < block->store_count; i++) {
    free(block->stores[i].prefix);
  }
  free(block->stores);
  free(block->segments);
  pool_release(&block->pool);
}

static size_t field_size(size_t bytes) { return 1 + varint_size(bytes) + bytes; }

static uint8_t *field_write(uint8_t *to, unsigned field, abcistream_bytes bytes) {
  *to++ = TAG_BYTES(field);
  to = varint_write(to, bytes.size);
  if (bytes.size > 0) {
    memcpy(to, bytes.data, bytes.size);
  }
  return to + bytes.size;
}

bool block_bind_store(struct block *block, size_t handle, size_t rank, const char *name,
                      bool wanted) {
  struct block_store *store = &block->stores[handle];
  store->segment = &block->segments[rank];
  if (!wanted) {
    return true;
  }
  const abcistream_bytes key = {(const uint8_t *)name, strlen(name)};
  store->prefix_size = field_size(key.size);
  store->prefix = malloc(store->prefix_size);
  if (store->prefix == NULL) {
    return false;
  }
  field_write(store->prefix, PAIR_STORE_KEY, key);
  return true;
}

bool block_write(struct block *block, const struct block_store *store, abcistream_bytes key,
                 abcistream_bytes value, bool is_delete) {
  size_t body = store->prefix_size + (is_delete ? 2 : 0) + field_size(key.size) +
                (value.size > 0 ? field_size(value.size) : 0);
  uint8_t *to = segment_room(store->segment, &block->pool, VARINT_MAX + body);
  if (to == NULL) {
    return false;
  }
  to = varint_write(to, body);
  memcpy(to, store->prefix, store->prefix_size);
  to += store->prefix_size;
  if (is_delete) {
    *to++ = TAG_VARINT(PAIR_DELETE);
    *to++ = 1;
  }
  to = field_write(to, PAIR_KEY, key);
  if (value.size > 0) {
    to = field_write(to, PAIR_VALUE, value);
  }
  store->segment->cursor = to;
  store->segment->pairs++;
  store->segment->deletes += is_delete ? 1 : 0;
  return true;
}

static struct segment *part_of(struct block *block, enum block_part part) {
  return &block->segments[block->store_count + (size_t)part];
}

bool block_message(struct block *block, enum block_part part, enum block_field field,
                   abcistream_bytes message) {
  struct segment *segment = part_of(block, part);
  uint8_t *to = segment_room(segment, &block->pool, field_size(message.size));
  if (to == NULL) {
    return false;
  }
  segment->cursor = field_write(to, field, message);
  return true;
}

bool block_transaction(struct block *block, abcistream_bytes request, abcistream_bytes response) {
  struct segment *segment = part_of(block, BLOCK_PART_BEFORE);
  size_t body = field_size(request.size) + field_size(response.size);
  uint8_t *to = segment_room(segment, &block->pool, field_size(body));
  if (to == NULL) {
    return false;
  }
  *to++ = TAG_BYTES(METADATA_DELIVER_TXS);
  to = varint_write(to, body);
  to = field_write(to, TRANSACTION_REQUEST, request);
  segment->cursor = field_write(to, TRANSACTION_RESPONSE, response);
  return true;
}

static size_t segment_total(const struct block *block) {
  return block->store_count + ABCISTREAM_METADATA_SEGMENTS;
}

void block_clear(struct block *block) {
  for (size_t i = 0; i < segment_total(block); i++) {
    segment_clear(&block->segments[i], &block->pool);
  }
  block->spoilt = false;
}

/* Describes a segment's chunks behind the `first` that are described already. */
static void describe_segment(struct ring_slot *slot, abcistream_segment *to, int64_t first,
                             struct segment *from) {
  segment_seal(from);
  *to = (abcistream_segment){.pairs = from->pairs,
                             .deletes = from->deletes,
                             .first_chunk = first,
                             .chunk_count = from->chunk_count};
  abcistream_chunk *described = &slot->chunks[first];
  for (const struct chunk *chunk = from->first; chunk != NULL; chunk = chunk->next) {
    *described++ = (abcistream_chunk){.data = chunk->base,
                                      .size = (int64_t)chunk->used,
                                      .capacity = (int64_t)chunk->capacity,
                                      .id = chunk->id};
    to->bytes += (int64_t)chunk->used;
  }
}

/* Moves all chunks into one list, the cargo of the slot, and fills the slot's descriptors. */
static void load_slot(struct ring_slot *slot, struct block *block) {
  int64_t described = 0;
  size_t bytes = 0;
  struct chunk *cargo = NULL;
  struct chunk **end = &cargo;
  for (size_t i = 0; i < segment_total(block); i++) {
    struct segment *segment = &block->segments[i];
    describe_segment(slot, &slot->segments[i], described, segment);
    described += segment->chunk_count;
    bytes += (size_t)slot->segments[i].bytes;
    if (segment->first != NULL) {
      *end = segment->first;
      end = &segment->last->next;
    }
    *segment = (struct segment){0};
  }
  slot->cargo = cargo;
  slot->bytes = (int64_t)bytes;
  slot->block.chunk_count = described;
  slot->block.segment_count = (int64_t)segment_total(block);
  pool_settle(&block->pool, bytes);
}

static abcistream_status claim_slot(struct ring_slot **slot, const struct block *block,
                                    struct ring *ring, abcistream_bytes app_hash,
                                    abcistream_error *error) {
  int64_t chunk_count = 0;
  for (size_t i = 0; i < segment_total(block); i++) {
    chunk_count += block->segments[i].chunk_count;
  }
  return ring_claim(slot, ring, chunk_count, app_hash.size, error);
}

abcistream_status block_publish(struct ring_outcome *outcome, struct block *block,
                                struct ring *ring, int64_t height, abcistream_bytes app_hash,
                                abcistream_bytes response, abcistream_error *error) {
  if (!block_message(block, BLOCK_PART_COMMIT, METADATA_RESPONSE_COMMIT, response)) {
    return error_set(error, ABCISTREAM_NO_MEMORY,
                     "no memory for the response of the commit of height %lld", (long long)height);
  }
  struct ring_slot *slot = NULL;
  abcistream_status status = claim_slot(&slot, block, ring, app_hash, error);
  if (status != ABCISTREAM_OK) {
    segment_clear(part_of(block, BLOCK_PART_COMMIT), &block->pool);
    return status;
  }
  if (app_hash.size > 0) {
    memcpy(slot->app_hash, app_hash.data, app_hash.size);
  }
  slot->block.app_hash_size = (int64_t)app_hash.size;
  slot->block.height = height;
  load_slot(slot, block);
  ring_publish(outcome, ring, slot);
  return ABCISTREAM_OK;
}

void block_reclaim(struct block *block, struct ring *ring) {
  for (struct chunk *cargo = ring_take_spent(ring); cargo != NULL; cargo = ring_take_spent(ring)) {
    pool_give(&block->pool, cargo);
  }
}
