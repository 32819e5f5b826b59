#include "bench/workload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A transaction and what the app answers to it, as in the chains that were measured. */
enum { REQUEST_SIZE = 300, RESPONSE_SIZE = 48, HASH_SIZE = 32, PAIRS_PER_TRANSACTION = 10 };

/* xorshift64: fast, and the same everywhere. */
static uint64_t next_random(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

static void fill_random(char *bytes, size_t size) {
  uint64_t state = UINT64_C(0x9e3779b97f4a7c15);
  for (size_t i = 0; i < size; i += sizeof state) {
    uint64_t random = next_random(&state);
    size_t left = size - i;
    memcpy(bytes + i, &random, left < sizeof random ? left : sizeof random);
  }
}

/* ---- One block of a given shape ---- */

/* What is handed out, piece after piece, of the random bytes. */
struct supply {
  const char *next;
};

static abcistream_bytes take(struct supply *supply, size_t size) {
  abcistream_bytes bytes = {(const uint8_t *)supply->next, size};
  supply->next += size;
  return bytes;
}

static bool name_stores(struct store_names *stores, size_t count) {
  stores->names = (char **)calloc(count, sizeof *stores->names);
  for (; stores->names != NULL && stores->count < count; stores->count++) {
    if (asprintf(&stores->names[stores->count], "store%04zu", stores->count) < 0) {
      return false;
    }
  }
  return stores->names != NULL;
}

static void append(struct workload *workload, const struct workload_call *call) {
  struct workload_block *block = &workload->blocks[0];
  workload->calls[block->call_count++] = *call;
  block->pairs += call->record.kind == TRACE_WRITE ? 1 : 0;
  block->bytes += call->record.request.size + call->record.response.size + call->record.key.size +
                  call->record.value.size;
}

static void append_messages(struct workload *workload, enum trace_kind kind, struct supply *supply,
                            size_t request, size_t response) {
  const struct workload_call call = {.record = {.kind = kind,
                                                .request = take(supply, request),
                                                .response = take(supply, response),
                                                .height = 1}};
  append(workload, &call);
}

static void append_writes(struct workload *workload, struct supply *supply) {
  const struct workload_shape *shape = &workload->shape;
  for (size_t i = 0; i < shape->pairs; i++) {
    const struct workload_call call = {.record = {.kind = TRACE_WRITE,
                                                  .key = take(supply, shape->key_size),
                                                  .value = take(supply, shape->value_size)},
                                       .store = (uint32_t)(i * shape->stores / shape->pairs)};
    append(workload, &call);
  }
}

bool workload_synthesize(struct workload *workload, const struct workload_shape *shape,
                         struct input_error *error) {
  *workload = (struct workload){.shape = *shape, .block_count = 1};
  snprintf(workload->name, sizeof workload->name, "%zu x %zu B", shape->pairs, shape->value_size);
  size_t transactions = shape->pairs / PAIRS_PER_TRANSACTION;
  size_t size = shape->pairs * (shape->key_size + shape->value_size) +
                (transactions + 2) * (REQUEST_SIZE + RESPONSE_SIZE) + HASH_SIZE;
  workload->bytes = malloc(size);
  workload->calls = calloc(shape->pairs + transactions + 3, sizeof *workload->calls);
  workload->blocks = calloc(1, sizeof *workload->blocks);
  if (workload->bytes == NULL || workload->calls == NULL || workload->blocks == NULL ||
      !name_stores(&workload->stores, shape->stores)) {
    workload_free(workload);
    return input_error_set(error, "no memory for a block of %zu pairs", shape->pairs);
  }
  fill_random(workload->bytes, size);
  struct supply supply = {workload->bytes};
  append_messages(workload, TRACE_BEGIN_BLOCK, &supply, REQUEST_SIZE, RESPONSE_SIZE);
  for (size_t i = 0; i < transactions; i++) {
    append_messages(workload, TRACE_DELIVER_TX, &supply, REQUEST_SIZE, RESPONSE_SIZE);
  }
  append_messages(workload, TRACE_END_BLOCK, &supply, REQUEST_SIZE, RESPONSE_SIZE);
  append_writes(workload, &supply);
  append_messages(workload, TRACE_COMMIT, &supply, 0, HASH_SIZE);
  return true;
}

/* ---- A recorded chain ---- */

static size_t count_records(struct trace_reader *trace) {
  struct trace_record record;
  size_t count = 0;
  for (trace_rewind(trace); trace_next(trace, &record);) {
    count++;
  }
  trace_rewind(trace);
  return count;
}

static void collect_calls(struct workload *workload) {
  struct workload_call *call = workload->calls;
  struct workload_block *block = workload->blocks;
  for (; trace_next(&workload->trace, &call->record); call++) {
    block->call_count++;
    block->bytes += call->record.request.size + call->record.response.size + call->record.key.size +
                    call->record.value.size;
    if (call->record.kind == TRACE_WRITE) {
      block->pairs++;
      store_names_find(&call->store, &workload->stores, call->record.store);
    } else if (call->record.kind == TRACE_COMMIT &&
               ++workload->block_count < workload->trace.block_count) {
      block++;
      block->first_call = (size_t)(call - workload->calls) + 1;
    }
  }
}

bool workload_record(struct workload *workload, const char *name, const char *trace,
                     struct input_error *error) {
  *workload = (struct workload){0};
  snprintf(workload->name, sizeof workload->name, "%s", name);
  if (!trace_open(&workload->trace, trace, error)) {
    return false;
  }
  workload->calls = calloc(count_records(&workload->trace) + 1, sizeof *workload->calls);
  workload->blocks = calloc(workload->trace.block_count, sizeof *workload->blocks);
  if (workload->calls == NULL || workload->blocks == NULL ||
      !store_names_collect(&workload->stores, &workload->trace, error)) {
    workload_free(workload);
    return input_error_set(error, "no memory for the calls of %s", trace);
  }
  collect_calls(workload);
  return true;
}

void workload_free(struct workload *workload) {
  store_names_free(&workload->stores);
  free(workload->calls);
  free(workload->blocks);
  free(workload->bytes);
  if (workload->trace.data != NULL) {
    trace_close(&workload->trace);
  }
  *workload = (struct workload){0};
}

double workload_mean_pairs(const struct workload *workload) {
  double sum = 0;
  for (size_t i = 0; i < workload->block_count; i++) {
    sum += (double)workload->blocks[i].pairs;
  }
  return sum / (double)workload->block_count;
}

double workload_mean_bytes(const struct workload *workload) {
  double sum = 0;
  for (size_t i = 0; i < workload->block_count; i++) {
    sum += (double)workload->blocks[i].bytes;
  }
  return sum / (double)workload->block_count;
}
