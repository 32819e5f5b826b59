/*
 * Block, pool and ring under real threads: several services of each of several streams read every
 * byte that the publisher has written, while it writes on; and streams that are closed leave their
 * memory to those that are opened meanwhile. Made for ThreadSanitizer, which sees every access.
 */
#include <pthread.h>

#include "block/block.h"
#include "tests/check.h"

#define STREAMS 2
#define SERVICES 3
#define ROUNDS 4 /* How often each stream is opened and closed. */
#define BLOCKS 500
#define STORES 2

struct reading {
  struct ring *ring;
  int32_t service;
  uint64_t sums[BLOCKS];
};

/* One publisher's; nothing is shared between streams but what the pools share. */
struct stream {
  struct block block;
  struct ring *ring;
  struct reading readings[SERVICES];
  pthread_t threads[SERVICES];
};

/* Sums the bytes of a block; the publisher has written pairs whose bytes depend on the height. */
static uint64_t checksum(const abcistream_block *block) {
  uint64_t sum = 0;
  for (int64_t i = 0; i < block->chunk_count; i++) {
    for (int64_t k = 0; k < block->chunks[i].size; k++) {
      sum = sum * 31 + block->chunks[i].data[k];
    }
  }
  return sum;
}

static void *read_all(void *argument) {
  struct reading *reading = argument;
  const abcistream_block *block = NULL;
  int64_t height = 0;
  int64_t dropped = 0;
  while (ring_next(&block, &dropped, reading->ring, reading->service, -1) == ABCISTREAM_OK) {
    CHECK_INT(0, dropped);
    CHECK_INT(++height, block->height);
    reading->sums[height - 1] = checksum(block);
    CHECK_INT(ABCISTREAM_OK,
              ring_done(reading->ring, reading->service, height, ABCISTREAM_OK, NULL));
  }
  CHECK_INT(BLOCKS, height);
  ring_left(reading->ring, reading->service);
  return NULL;
}

static void open_stream(struct stream *stream) {
  CHECK(block_init(&stream->block, STORES));
  CHECK(block_bind_store(&stream->block, 0, 1, "staking", true));
  CHECK(block_bind_store(&stream->block, 1, 0, "bank", true));
  stream->ring = ring_create(STORES + ABCISTREAM_METADATA_SEGMENTS);
  for (int i = 0; i < SERVICES; i++) {
    struct reading *reading = &stream->readings[i];
    int32_t flags = i == 0 ? 0 : ABCISTREAM_SERVICE_ASYNC;
    reading->ring = stream->ring;
    const struct ring_policy policy = {.name = "service",
                                       .last_height = -1,
                                       .timeout_ns = -1,
                                       .queue_blocks = 16,
                                       .queue_bytes = 1 << 20,
                                       .flags = flags};
    reading->service = ring_add_service(stream->ring, &policy);
    CHECK_INT(0, pthread_create(&stream->threads[i], NULL, read_all, reading));
  }
}

static void write_block(struct ring_outcome *outcome, struct stream *stream, int64_t height) {
  struct block *block = &stream->block;
  uint8_t bytes[4096];
  memset(bytes, (int)height, sizeof bytes);
  for (int64_t i = 0; i < height % 50; i++) {
    abcistream_bytes key = {bytes, 1 + (size_t)(i % 40)};
    abcistream_bytes value = {bytes, (size_t)(height % 64) * (i % 16 == 0 ? 64 : 1)};
    CHECK(block_write(block, &block->stores[i % STORES], key, value, i % 7 == 0));
  }
  abcistream_error error;
  abcistream_bytes hash = {bytes, 32};
  CHECK_INT(ABCISTREAM_OK, block_publish(outcome, block, stream->ring, height, hash,
                                         (abcistream_bytes){NULL, 0}, &error));
}

static void close_stream(struct stream *stream) {
  ring_close(stream->ring);
  for (int i = 0; i < SERVICES; i++) {
    pthread_join(stream->threads[i], NULL);
  }
  block_reclaim(&stream->block, stream->ring);
  block_destroy(&stream->block);
  ring_destroy(stream->ring);
}

static void *publish_all(void *argument) {
  struct stream *stream = argument;
  for (int round = 0; round < ROUNDS; round++) {
    open_stream(stream);
    for (int64_t height = 1; height <= BLOCKS; height++) {
      struct ring_outcome outcome;
      write_block(&outcome, stream, height);
      ring_wait(&outcome, stream->ring);
      CHECK_INT(ABCISTREAM_OK, outcome.status);
      block_reclaim(&stream->block, stream->ring);
    }
    close_stream(stream);
  }
  return NULL;
}

int main(void) {
  static struct stream streams[STREAMS];
  pthread_t publishers[STREAMS];
  for (int i = 0; i < STREAMS; i++) {
    CHECK_INT(0, pthread_create(&publishers[i], NULL, publish_all, &streams[i]));
  }
  for (int i = 0; i < STREAMS; i++) {
    pthread_join(publishers[i], NULL);
    for (int k = 0; k < SERVICES; k++) {
      const uint64_t *sums = streams[i].readings[k].sums;
      CHECK_INT(0, memcmp(streams[0].readings[0].sums, sums, sizeof streams[i].readings[k].sums));
    }
  }
  return 0;
}
