/*
 * Calls the hooks in any order and with any sizes, on a stream without a JVM, while services take
 * its blocks, are slow or have left; hooks_model.h says what must come of it. An input is text:
 *
 *     SERVICES FLAGS... CALL...
 *
 * SERVICES is a digit, FLAGS one for each of them (1 async, 2 stops the node, 4 detaches), and a
 * call a letter of the table below with its arguments behind it. In lower case the call is given no
 * error to fill. Digits and views are those of fuzz_input.h; letters of no call are passed over.
 */
#include <ctype.h>
#include <unistd.h>

#include "fuzz/fuzz_input.h"
#include "fuzz/hooks_model.h"
#include "node/stream.h"
#include "tests/check.h"

#define BUDGET ((size_t)5 << 19)
#define REMEMBERED_CHUNKS (1 << 14)

static abcistream stream;
static struct model model;
static struct fuzz_input input;
static const abcistream_block *held[MODEL_MOST_SERVICES]; /* Taken and not yet given back. */
static abcistream_bytes in_room; /* What the room that was reserved last was filled with. */
static abcistream_error error;
static abcistream_error *given_error; /* &error or NULL. */

static unsigned digit(unsigned count) { return fuzz_input_digit(&input, count); }

static abcistream_bytes view(void) { return fuzz_input_view(&input); }

/* ---- Comparing ---- */

static void expect(abcistream_status expected, abcistream_status actual) {
  CHECK_INT(expected, actual);
  if (actual != ABCISTREAM_OK && given_error != NULL) {
    CHECK_INT(actual, given_error->status);
    CHECK(given_error->message[0] != '\0');
  }
}

/* The same id is the same memory, for as long as the process lives. */
static void check_chunk(const abcistream_chunk *chunk) {
  static const uint8_t *bases[REMEMBERED_CHUNKS];
  CHECK(chunk->id >= 0 && chunk->size >= 0 && chunk->size <= chunk->capacity);
  if (chunk->id < REMEMBERED_CHUNKS) {
    CHECK(bases[chunk->id] == NULL || bases[chunk->id] == chunk->data);
    bases[chunk->id] = chunk->data;
  }
}

static void compare_segment(const struct model_segment *expected, const abcistream_segment *seen,
                            const abcistream_chunk *chunks) {
  CHECK_INT(expected->pairs, seen->pairs);
  CHECK_INT(expected->deletes, seen->deletes);
  CHECK_INT(expected->bytes.size, seen->bytes);
  size_t at = 0;
  for (int64_t i = 0; i < seen->chunk_count; i++) {
    const abcistream_chunk *chunk = &chunks[seen->first_chunk + i];
    size_t size = (size_t)chunk->size;
    check_chunk(chunk);
    CHECK(size <= expected->bytes.size - at);
    CHECK(size == 0 || memcmp(expected->bytes.data + at, chunk->data, size) == 0);
    at += size;
  }
  CHECK_INT(expected->bytes.size, at);
}

static void compare_block(const struct model_block *expected, const abcistream_block *seen) {
  CHECK_INT(expected->height, seen->height);
  CHECK_INT(MODEL_SEGMENTS, seen->segment_count);
  CHECK_INT(expected->app_hash.size, seen->app_hash_size);
  CHECK(seen->app_hash_size == 0 ||
        memcmp(expected->app_hash.data, seen->app_hash, expected->app_hash.size) == 0);
  int64_t chunks = 0;
  for (int i = 0; i < MODEL_SEGMENTS; i++) {
    CHECK_INT(chunks, seen->segments[i].first_chunk);
    compare_segment(&expected->segments[i], &seen->segments[i], seen->chunks);
    chunks += seen->segments[i].chunk_count;
  }
  CHECK_INT(chunks, seen->chunk_count);
}

/* Nothing was ever written beyond the end of a chunk. */
static void check_cursors(void) {
  for (int i = 0; i < MODEL_SEGMENTS; i++) {
    const struct segment *segment = &stream.block.segments[i];
    if (segment->last != NULL) {
      CHECK(segment->cursor >= segment->last->base && segment->cursor <= segment->limit);
      CHECK(segment->limit == segment->last->base + segment->last->capacity);
    }
  }
}

/* ---- The calls of the node ---- */

#define CALL_WITH_MESSAGES(name)                                               \
  static void call_##name(void) {                                              \
    abcistream_bytes request = view();                                         \
    abcistream_bytes response = view();                                        \
    expect(model_##name(&model, request, response),                            \
           abcistream_listen_##name(&stream, request, response, given_error)); \
  }
CALL_WITH_MESSAGES(begin_block)
CALL_WITH_MESSAGES(deliver_tx)
CALL_WITH_MESSAGES(end_block)
CALL_WITH_MESSAGES(finalize_block)

static void call_on_write(void) {
  uint32_t store = digit(MODEL_STORES + 1);
  abcistream_bytes key = view();
  abcistream_bytes value = view();
  bool is_delete = digit(2) == 1;
  expect(model_on_write(&model, store, key, value, is_delete),
         abcistream_on_write(&stream, store, key, value, is_delete, given_error));
}

static void call_reserve(void) {
  uint32_t store = digit(MODEL_STORES + 1);
  abcistream_bytes bytes = view();
  bytes.size = bytes.data == NULL ? 0 : bytes.size; /* There would be nothing to fill it with. */
  uint8_t *room = NULL;
  abcistream_status expected = model_reserve(&model, store, bytes.size);
  expect(expected, abcistream_reserve(&room, &stream, store, bytes.size, given_error));
  CHECK((room != NULL) == (expected == ABCISTREAM_OK && store != MODEL_UNWANTED));
  if (room != NULL) {
    in_room = bytes;
    memcpy(room, bytes.data, bytes.size);
  }
}

static void call_advance(void) {
  uint32_t store = digit(MODEL_STORES + 1);
  const size_t sizes[] = {in_room.size, in_room.size / 2, 1, 0, in_room.size + 1, SIZE_MAX};
  const uint64_t counts[] = {0, 1, 2, 60, UINT64_MAX, UINT64_MAX / 2 + 1};
  size_t size = sizes[digit(sizeof sizes / sizeof *sizes)];
  uint64_t pairs = counts[digit(sizeof counts / sizeof *counts)];
  uint64_t deletes = counts[digit(sizeof counts / sizeof *counts)];
  expect(model_advance(&model, store, (abcistream_bytes){in_room.data, size}, pairs, deletes),
         abcistream_advance(&stream, store, size, pairs, deletes, given_error));
}

static void call_commit(void) {
  const int64_t last = model.height;
  const int64_t up = last < INT64_MAX ? last + 1 : last;
  const int64_t heights[] = {up, last, last - 1, last / 2 + INT64_MAX / 4, 0, INT64_MIN, INT64_MAX};
  int64_t height = heights[digit(sizeof heights / sizeof *heights)];
  abcistream_bytes app_hash = view();
  abcistream_bytes response = view();
  expect(model_commit(&model, height, app_hash, response),
         abcistream_listen_commit(&stream, height, app_hash, response, given_error));
}

static void call_abandon(void) {
  model_abandon(&model);
  expect(ABCISTREAM_OK, abcistream_abandon_block(&stream, given_error));
}

static void call_queries(void) {
  int64_t height = -1;
  expect(ABCISTREAM_OK, abcistream_last_height(&height, &stream, given_error));
  CHECK_INT(model_last_height(&model), height);
  uint32_t store = digit(MODEL_STORES + 1);
  CHECK_INT(store < MODEL_UNWANTED, abcistream_listens(&stream, store));
}

static void call_without_stream(void) {
  abcistream_bytes bytes = view();
  int64_t height = 0;
  uint8_t *room = NULL;
  const abcistream_status statuses[] = {
      abcistream_listen_begin_block(NULL, bytes, bytes, given_error),
      abcistream_listen_deliver_tx(NULL, bytes, bytes, given_error),
      abcistream_listen_end_block(NULL, bytes, bytes, given_error),
      abcistream_listen_finalize_block(NULL, bytes, bytes, given_error),
      abcistream_on_write(NULL, 0, bytes, bytes, false, given_error),
      abcistream_listen_commit(NULL, 1, bytes, bytes, given_error),
      abcistream_abandon_block(NULL, given_error),
      abcistream_last_height(&height, NULL, given_error),
      abcistream_last_height(NULL, &stream, given_error),
      abcistream_reserve(&room, NULL, 0, bytes.size, given_error),
      abcistream_reserve(NULL, &stream, 0, bytes.size, given_error),
      abcistream_advance(NULL, 0, bytes.size, 0, 0, given_error)};
  for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
    expect(ABCISTREAM_INVALID_ARGUMENT, statuses[i]);
  }
  CHECK(!abcistream_listens(NULL, 0));
}

/* ---- What happens around the node ---- */

static void memory_runs_out(void) {
  model.spoilt = true;
  stream.block.spoilt = true;
}

static void jvm_ends(void) {
  model.gone = true;
  ring_abort(stream.guest->ring);
}

/* A number that no service has, too; one that has left calls no more. */
static bool choose_service(int32_t *number) {
  *number = (int32_t)digit(MODEL_MOST_SERVICES + 2) - 1;
  return *number < 0 || *number >= model.service_count || !model.services[*number].left;
}

static void service_takes(void) {
  int32_t number;
  if (choose_service(&number)) {
    const struct model_delivery *expected = NULL;
    const abcistream_block *seen = NULL;
    int64_t dropped = 0;
    abcistream_status status = model_next(&expected, &model, number);
    CHECK_INT(status, ring_next(&seen, &dropped, stream.guest->ring, number, 0));
    if (status == ABCISTREAM_OK) {
      CHECK_INT(expected->sequence, seen->sequence);
      CHECK_INT(expected->dropped, dropped);
      compare_block(&expected->block, seen);
      held[number] = seen;
    }
  }
}

static void service_is_done(void) {
  int32_t number;
  if (!choose_service(&number)) {
    return;
  }
  static const abcistream_status outcomes[] = {ABCISTREAM_OK, ABCISTREAM_SERVICE_FAILED,
                                               ABCISTREAM_INTERNAL};
  abcistream_status outcome = outcomes[digit(sizeof outcomes / sizeof *outcomes)];
  int64_t durable_height = (int64_t)digit(64) - 1;
  if (number >= 0 && number < model.service_count && held[number] != NULL) {
    compare_block(&model.services[number].queue[0].block, held[number]);
    held[number] = NULL;
  }
  const char *message = outcome == ABCISTREAM_SERVICE_FAILED ? "the disk is full" : NULL;
  CHECK_INT(model_done(&model, number, durable_height, outcome),
            ring_done(stream.guest->ring, number, durable_height, outcome, message));
}

static void service_is_detached(void) {
  int32_t number = (int32_t)digit(MODEL_MOST_SERVICES);
  if (number >= model.service_count || !model.services[number].in_hand) {
    model_detach(&model, number);
    ring_detach(stream.guest->ring, number);
  }
}

static void service_leaves(void) {
  int32_t number = (int32_t)digit(MODEL_MOST_SERVICES + 2) - 1;
  model_left(&model, number);
  ring_left(stream.guest->ring, number);
}

static const struct {
  char letter;
  void (*run)(void);
} calls[] = {{'B', call_begin_block},
             {'D', call_deliver_tx},
             {'E', call_end_block},
             {'F', call_finalize_block},
             {'W', call_on_write},
             {'R', call_reserve},
             {'A', call_advance},
             {'C', call_commit},
             {'X', call_abandon},
             {'Q', call_queries},
             {'Z', call_without_stream},
             {'S', memory_runs_out},
             {'G', jvm_ends},
             {'T', service_takes},
             {'O', service_is_done},
             {'K', service_is_detached},
             {'L', service_leaves}};

static void run_call(char letter) {
  given_error = isupper((unsigned char)letter) ? &error : NULL;
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    if (calls[i].letter == toupper((unsigned char)letter)) {
      calls[i].run();
      check_cursors();
    }
  }
}

/* ---- The stream ---- */

static void ignore_record(const abcistream_log_record *record, void *user_data) {
  (void)record;
  (void)user_data;
}

/* One guest for all inputs, since a guest is for ever; each input has a ring of its own. */
static struct guest *guest_for_this_process(void) {
  static struct guest *guest;
  if (guest == NULL) {
    guest = guest_create("fuzz", MODEL_STORES);
    CHECK(guest != NULL);
    guest->log.callback = ignore_record;
    ring_destroy(guest->ring);
  }
  return guest;
}

static void start(void) {
  stream = (abcistream){.guest = guest_for_this_process(), .pid = getpid()};
  stream.guest->ring = ring_create(MODEL_SEGMENTS);
  CHECK(stream.guest->ring != NULL && block_init(&stream.block, MODEL_STORES));
  for (size_t rank = 0; rank < MODEL_STORES; rank++) {
    uint32_t handle = model_store_handles[rank];
    CHECK(block_bind_store(&stream.block, handle, rank, model_store_names[rank],
                           handle != MODEL_UNWANTED));
  }
  model.service_count = (int)digit(MODEL_MOST_SERVICES + 1);
  for (int i = 0; i < model.service_count; i++) {
    int32_t flags = (int32_t)digit(8);
    model.services[i] = (struct model_service){.flags = flags, .durable_height = -1};
    const struct ring_policy policy = {.name = "service",
                                       .last_height = -1,
                                       .queue_blocks = MODEL_QUEUE_BLOCKS,
                                       .queue_bytes = MODEL_QUEUE_BYTES,
                                       .flags = flags};
    CHECK_INT(i, ring_add_service(stream.guest->ring, &policy));
  }
  memset((void *)held, 0, sizeof held);
  in_room = (abcistream_bytes){NULL, 0};
}

static void stop(void) {
  for (int i = 0; i < model.service_count; i++) {
    ring_left(stream.guest->ring, i);
  }
  block_reclaim(&stream.block, stream.guest->ring);
  block_destroy(&stream.block);
  ring_destroy(stream.guest->ring);
  stream.guest->ring = NULL;
  model_reset(&model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  input = (struct fuzz_input){.at = data, .end = data + size, .budget = BUDGET};
  start();
  while (input.at < input.end) {
    run_call((char)fuzz_input_byte(&input));
  }
  stop();
  return 0;
}
