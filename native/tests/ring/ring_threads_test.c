/*
 * Block, pool and ring under real threads: several services read every byte that the publisher has
 * written, while it writes on. Made for ThreadSanitizer, which sees every access.
 */
#include <pthread.h>

#include "block/block.h"
#include "tests/check.h"

#define SERVICES 3
#define BLOCKS 2000
#define STORES 2

static struct ring *ring;

/* Sums the bytes of a block; the publisher has written a pair whose bytes depend on the height. */
static uint64_t checksum(const abcistream_block *block) {
  uint64_t sum = 0;
  for (int64_t i = 0; i < block->chunk_count; i++) {
    for (int64_t k = 0; k < block->chunks[i].size; k++) {
      sum = sum * 31 + block->chunks[i].data[k];
    }
  }
  return sum;
}

struct reading {
  int32_t service;
  uint64_t sums[BLOCKS];
};

static void *read_all(void *argument) {
  struct reading *reading = argument;
  const abcistream_block *block = NULL;
  int64_t height = 0;
  while (ring_next(&block, ring, reading->service, -1) == ABCISTREAM_OK) {
    CHECK_INT(++height, block->height);
    reading->sums[height - 1] = checksum(block);
    CHECK_INT(ABCISTREAM_OK, ring_done(ring, reading->service, height, ABCISTREAM_OK, NULL));
  }
  CHECK_INT(BLOCKS, height);
  ring_left(ring, reading->service);
  return NULL;
}

static void write_block(struct block *block, int64_t height) {
  uint8_t bytes[64];
  memset(bytes, (int)height, sizeof bytes);
  for (int64_t i = 0; i < height % 50; i++) {
    abcistream_bytes key = {bytes, 1 + (size_t)(i % 40)};
    abcistream_bytes value = {bytes, (size_t)(height % 64)};
    CHECK(block_write(block, &block->stores[i % STORES], key, value, i % 7 == 0));
  }
  abcistream_error error;
  abcistream_bytes hash = {bytes, 32};
  CHECK_INT(ABCISTREAM_OK,
            block_publish(block, ring, height, hash, (abcistream_bytes){NULL, 0}, &error));
}

int main(void) {
  static struct reading readings[SERVICES];
  pthread_t threads[SERVICES];
  struct block block;
  CHECK(block_init(&block, STORES));
  CHECK(block_bind_store(&block, 0, 1, "staking", true));
  CHECK(block_bind_store(&block, 1, 0, "bank", true));
  ring = ring_create(STORES + ABCISTREAM_METADATA_SEGMENTS);
  for (int i = 0; i < SERVICES; i++) {
    int32_t flags = i == 0 ? 0 : ABCISTREAM_SERVICE_ASYNC;
    readings[i].service = ring_add_service(ring, "service", -1, -1, flags);
    CHECK_INT(0, pthread_create(&threads[i], NULL, read_all, &readings[i]));
  }
  for (int64_t height = 1; height <= BLOCKS; height++) {
    write_block(&block, height);
    struct ring_outcome outcome;
    ring_wait(&outcome, ring);
    CHECK_INT(ABCISTREAM_OK, outcome.status);
    block_reclaim(&block, ring);
  }
  ring_close(ring);
  for (int i = 0; i < SERVICES; i++) {
    pthread_join(threads[i], NULL);
    CHECK_INT(0, memcmp(readings[0].sums, readings[i].sums, sizeof readings[i].sums));
  }
  block_reclaim(&block, ring);
  block_destroy(&block);
  ring_destroy(ring);
  return 0;
}
