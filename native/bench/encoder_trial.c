/* Encodes a synthetic block so that callgrind can count the instructions:
 * abcistream_encoder_trial WAY PAIRS, as bench.sh --instructions calls it. Prints how many blocks
 * are counted, and how many bytes each comes to when it is encoded. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/workload.h"
#include "node/stream.h"

enum { STORES = 20, KEY_SIZE = 40, VALUE_SIZE = 120, BLOCKS = 10 };

struct trial {
  abcistream stream; /* Without a JVM, and without a service that takes blocks. */
  struct workload workload;
  abcistream_bytes *encoded; /* Each pair as the library has encoded it; NULL until one has. */
};

/* ---- The ways of a pair into its segment ---- */

static bool by_on_write(struct trial *trial, const struct workload_call *call, size_t unused) {
  (void)unused;
  return abcistream_on_write(&trial->stream, call->store, call->record.key, call->record.value,
                             false, NULL) == ABCISTREAM_OK;
}

static bool by_block_write(struct trial *trial, const struct workload_call *call, size_t unused) {
  (void)unused;
  struct block *block = &trial->stream.block;
  return block_write(block, &block->stores[call->store], call->record.key, call->record.value,
                     false);
}

/* What a caller that encodes by itself pays beside that: here the bytes are ready, and copied. */
static bool by_reserve(struct trial *trial, const struct workload_call *call, size_t pair) {
  abcistream_bytes encoded = trial->encoded[pair];
  uint8_t *room = NULL;
  if (abcistream_reserve(&room, &trial->stream, call->store, encoded.size, NULL) != ABCISTREAM_OK) {
    return false;
  }
  memcpy(room, encoded.data, encoded.size);
  return abcistream_advance(&trial->stream, call->store, encoded.size, 1, 0, NULL) == ABCISTREAM_OK;
}

typedef bool way_of_pair(struct trial *trial, const struct workload_call *call, size_t pair);

static const struct {
  const char *name;
  way_of_pair *write;
} ways[] = {{"on_write", by_on_write}, {"block_write", by_block_write}, {"reserve", by_reserve}};

static way_of_pair *find_way(const char *name) {
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    if (strcmp(ways[i].name, name) == 0) {
      return ways[i].write;
    }
  }
  return NULL;
}

/* ---- Blocks ---- */

static inline bool write_pairs(struct trial *trial, way_of_pair *write) {
  size_t pair = 0;
  for (size_t i = 0; i < trial->workload.blocks[0].call_count; i++) {
    const struct workload_call *call = &trial->workload.calls[i];
    if (call->record.kind == TRACE_WRITE && !write(trial, call, pair++)) {
      return false;
    }
  }
  return true;
}

/* What callgrind counts, by its name. */
__attribute__((noipa)) static bool counted_block(struct trial *trial, way_of_pair *write) {
  return write_pairs(trial, write);
}

/* Copies what a block that has been encoded holds, pair after pair. */
static bool keep_encoded(struct trial *trial) {
  trial->encoded = calloc(trial->workload.blocks[0].pairs, sizeof *trial->encoded);
  size_t pair = 0;
  for (size_t i = 0; trial->encoded != NULL && i < trial->workload.blocks[0].call_count; i++) {
    const struct workload_call *call = &trial->workload.calls[i];
    if (call->record.kind != TRACE_WRITE) {
      continue;
    }
    const struct segment *segment = trial->stream.block.stores[call->store].segment;
    block_clear(&trial->stream.block);
    if (!by_block_write(trial, call, pair)) {
      return false;
    }
    size_t size = (size_t)(segment->cursor - segment->last->base);
    uint8_t *copy = malloc(size);
    if (copy == NULL) {
      return false;
    }
    memcpy(copy, segment->last->base, size);
    trial->encoded[pair++] = (abcistream_bytes){copy, size};
  }
  block_clear(&trial->stream.block);
  return trial->encoded != NULL;
}

static bool open_trial(struct trial *trial, size_t pairs, struct input_error *error) {
  const struct workload_shape shape = {pairs, STORES, KEY_SIZE, VALUE_SIZE};
  if (!workload_synthesize(&trial->workload, &shape, error)) {
    return false;
  }
  trial->stream = (abcistream){.guest = guest_create("trial", STORES), .pid = getpid()};
  bool bound = trial->stream.guest != NULL && block_init(&trial->stream.block, STORES);
  for (size_t i = 0; bound && i < STORES; i++) {
    bound = block_bind_store(&trial->stream.block, i, i, trial->workload.stores.names[i], true);
  }
  return (bound && keep_encoded(trial)) || input_error_set(error, "no memory for a block");
}

/* The first block, which takes the memory, is not counted. */
static bool run_trial(struct trial *trial, way_of_pair *write) {
  bool good = write_pairs(trial, write);
  for (int i = 0; good && i < BLOCKS; i++) {
    block_clear(&trial->stream.block);
    good = counted_block(trial, write);
  }
  return good;
}

int main(int argc, char **argv) {
  static struct trial trial;
  struct input_error error;
  way_of_pair *write = argc == 3 ? find_way(argv[1]) : NULL;
  long pairs = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
  if (write == NULL || pairs < STORES) {
    fprintf(stderr,
            "usage: abcistream_encoder_trial on_write|block_write|reserve PAIRS; at least %d\n",
            STORES);
    return 2;
  }
  if (!open_trial(&trial, (size_t)pairs, &error) || !run_trial(&trial, write)) {
    fprintf(stderr, "abcistream_encoder_trial: no memory for a block of %ld pairs\n", pairs);
    return EXIT_FAILURE;
  }
  size_t bytes = 0;
  for (size_t i = 0; i < trial.workload.blocks[0].pairs; i++) {
    bytes += trial.encoded[i].size;
  }
  printf("%d %zu\n", BLOCKS, bytes);
  return EXIT_SUCCESS;
}
