/* What a block's memory holds, byte for byte: the canonical encoding of proto3. */
#include "block/block.h"

#include "block/varint.h"
#include "tests/check.h"

static struct block block;

static abcistream_bytes text(const char *string) {
  return (abcistream_bytes){(const uint8_t *)string, strlen(string)};
}

static const abcistream_bytes NOTHING = {NULL, 0};
static struct ring_outcome outcome;

static struct ring *create_ring(void) {
  const struct ring_policy policy = {.name = "file",
                                     .last_height = -1,
                                     .timeout_ns = -1,
                                     .queue_blocks = 64,
                                     .queue_bytes = 1 << 20};
  struct ring *ring = ring_create(2 + ABCISTREAM_METADATA_SEGMENTS);
  CHECK_INT(0, ring_add_service(ring, &policy));
  return ring;
}

static void start(void) {
  CHECK(block_init(&block, 2));
  CHECK(block_bind_store(&block, 0, 1, "gov", true));
  CHECK(block_bind_store(&block, 1, 0, "bank", false));
}

static void check_bytes(const struct segment *segment, const char *expected, size_t size) {
  CHECK_INT(size, segment->cursor - segment->first->base);
  CHECK_INT(0, memcmp(expected, segment->first->base, size));
}

#define CHECK_SEGMENT(index, expected) \
  check_bytes(&block.segments[index], expected, sizeof expected - 1)

static void a_pair_is_a_delimited_message_in_the_segment_of_its_rank(void) {
  start();
  CHECK(block_write(&block, &block.stores[0], text("k"), text("val"), false));
  CHECK_SEGMENT(1, "\x0d\x0a\x03gov\x1a\x01k\x22\x03val");
  CHECK(block.segments[0].first == NULL);
  CHECK_INT(1, block.segments[1].pairs);
  CHECK_INT(0, block.segments[1].deletes);
  block_destroy(&block);
}

static void a_delete_has_its_flag_and_an_empty_value_no_field(void) {
  start();
  CHECK(block_write(&block, &block.stores[0], text("k"), NOTHING, true));
  CHECK(block_write(&block, &block.stores[0], text("k"), NOTHING, false));
  CHECK_SEGMENT(1,
                "\x0a\x0a\x03gov\x10\x01\x1a\x01k"
                "\x08\x0a\x03gov\x1a\x01k");
  CHECK_INT(2, block.segments[1].pairs);
  CHECK_INT(1, block.segments[1].deletes);
  block_destroy(&block);
}

static void messages_are_fields_of_the_metadata_even_when_they_are_empty(void) {
  start();
  CHECK(block_message(&block, BLOCK_PART_BEFORE, METADATA_REQUEST_BEGIN_BLOCK, text("q")));
  CHECK(block_message(&block, BLOCK_PART_BEFORE, METADATA_RESPONSE_BEGIN_BLOCK, NOTHING));
  CHECK(block_transaction(&block, text("tx"), NOTHING));
  CHECK(block_message(&block, BLOCK_PART_FINALIZE, METADATA_REQUEST_FINALIZE_BLOCK, text("f")));
  CHECK_SEGMENT(2, "\x0a\x01q\x12\x00\x1a\x06\x0a\x02tx\x12\x00");
  CHECK_SEGMENT(4,
                "\x3a\x01"
                "f");
  block_destroy(&block);
}

static void lengths_take_the_varint_that_they_need(void) {
  const struct {
    uint64_t value;
    size_t size;
  } cases[] = {{0, 1},          {1, 1},         {127, 1},        {128, 2},
               {16383, 2},      {16384, 3},     {UINT32_MAX, 5}, {(1ULL << 35) - 1, 5},
               {1ULL << 35, 6}, {INT64_MAX, 9}, {UINT64_MAX, 10}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    uint8_t bytes[VARINT_MAX];
    CHECK_INT(cases[i].size, varint_size(cases[i].value));
    CHECK_INT(cases[i].size, varint_write(bytes, cases[i].value) - bytes);
    uint64_t value = 0;
    for (size_t k = cases[i].size; k-- > 0;) {
      value = value << 7 | (bytes[k] & 0x7F);
    }
    CHECK(value == cases[i].value);
  }
}

static void a_record_lies_in_one_chunk_however_large_it_is(void) {
  start();
  static uint8_t value[3 << 20];
  CHECK(block_write(&block, &block.stores[0], text("a"), NOTHING, false));
  CHECK(block_write(&block, &block.stores[0], text("b"), (abcistream_bytes){value, sizeof value},
                    false));
  CHECK(block_write(&block, &block.stores[0], text("c"), NOTHING, false));
  const struct chunk *first = block.segments[1].first;
  CHECK_INT(16 << 10, first->capacity);
  CHECK_INT(9, first->used);
  CHECK_INT(4 << 20, first->next->capacity);
  CHECK(first->next == block.segments[1].last);
  block_destroy(&block);
}

static void the_chunks_of_a_segment_grow_to_a_mebibyte(void) {
  start();
  static uint8_t value[1000];
  for (int i = 0; i < 5000; i++) {
    CHECK(block_write(&block, &block.stores[0], text("k"), (abcistream_bytes){value, sizeof value},
                      false));
  }
  const struct chunk *chunk = block.segments[1].first;
  const size_t capacities[] = {16 << 10, 64 << 10, 256 << 10, 1 << 20, 1 << 20};
  for (size_t i = 0; i < sizeof capacities / sizeof *capacities; i++, chunk = chunk->next) {
    CHECK_INT(capacities[i], chunk->capacity);
  }
  block_destroy(&block);
}

static void a_published_block_is_described_store_by_store(void) {
  start();
  struct ring *ring = create_ring();
  CHECK(block_write(&block, &block.stores[0], text("k"), text("v"), true));
  CHECK(block_message(&block, BLOCK_PART_FINALIZE, METADATA_REQUEST_FINALIZE_BLOCK, text("f")));
  CHECK_INT(ABCISTREAM_OK, block_publish(&outcome, &block, ring, 9, text("hash"), text("c"), NULL));
  const abcistream_block *seen = NULL;
  int64_t dropped = 0;
  CHECK_INT(ABCISTREAM_OK, ring_next(&seen, &dropped, ring, 0, 0));
  CHECK_INT(9, seen->height);
  CHECK_INT(1, seen->sequence);
  CHECK_INT(5, seen->segment_count);
  CHECK_INT(3, seen->chunk_count);
  CHECK_INT(4, seen->app_hash_size);
  CHECK_INT(0, memcmp("hash", seen->app_hash, 4));
  CHECK_INT(0, seen->segments[0].bytes);
  CHECK_INT(1, seen->segments[1].deletes);
  CHECK_INT(seen->chunks[0].size, seen->segments[1].bytes);
  CHECK_INT(0, memcmp("\x32\x01"
                      "c",
                      seen->chunks[seen->segments[3].first_chunk].data, 3));
  CHECK_INT(2, seen->segments[4].first_chunk);
  CHECK(block.segments[1].first == NULL);
  CHECK_INT(ABCISTREAM_OK, ring_done(ring, 0, 9, ABCISTREAM_OK, NULL));
  block_reclaim(&block, ring);
  block_destroy(&block);
  ring_destroy(ring);
}

static void a_block_that_cannot_be_published_stays_as_it_was(void) {
  start();
  struct ring *ring = create_ring();
  CHECK(block_write(&block, &block.stores[0], text("k"), NOTHING, false));
  ring_abort(ring);
  CHECK_INT(ABCISTREAM_JVM_GONE,
            block_publish(&outcome, &block, ring, 1, NOTHING, text("c"), NULL));
  CHECK_INT(1, block.segments[1].pairs);
  CHECK(block.segments[3].first == NULL);
  block_destroy(&block);
  ring_destroy(ring);
}

int main(void) {
  a_pair_is_a_delimited_message_in_the_segment_of_its_rank();
  a_delete_has_its_flag_and_an_empty_value_no_field();
  messages_are_fields_of_the_metadata_even_when_they_are_empty();
  lengths_take_the_varint_that_they_need();
  a_record_lies_in_one_chunk_however_large_it_is();
  the_chunks_of_a_segment_grow_to_a_mebibyte();
  a_published_block_is_described_store_by_store();
  a_block_that_cannot_be_published_stays_as_it_was();
  return 0;
}
