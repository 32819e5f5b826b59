#include <inttypes.h>
#include <unistd.h>

#include "base/error.h"
#include "jvm/jvm.h"
#include "node/stream.h"

/* What a hook is called in messages, and what has come before it, by phase. */
static const char *const phase_texts[] = {
    [PHASE_IDLE] = "no block has been begun",
    [PHASE_BEGUN] = "the block has been begun and not ended",
    [PHASE_ENDED] = "the block has been ended",
    [PHASE_FINALIZED] = "the block has been finalized",
};

static abcistream_status check_stream(const abcistream *stream, const char *hook,
                                      abcistream_error *error) {
  if (stream == NULL) {
    return error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                     "%s: the stream is NULL; pass what abcistream_open has given", hook);
  }
  return ABCISTREAM_OK;
}

static abcistream_status check_bytes(abcistream_bytes bytes, const char *hook, const char *argument,
                                     abcistream_error *error) {
  if (bytes.data == NULL && bytes.size > 0) {
    return error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                     "%s: %s has the address NULL and a size of %zu bytes; pass a size of 0 for "
                     "no bytes",
                     hook, argument, bytes.size);
  }
  return ABCISTREAM_OK;
}

/* Whether two arguments can be written as one record: both readable, and together not too large. */
static inline bool are_record(abcistream_bytes first, abcistream_bytes second) {
  return (first.data != NULL || first.size == 0) && (second.data != NULL || second.size == 0) &&
         first.size <= BLOCK_RECORD_MAX && second.size <= BLOCK_RECORD_MAX - first.size;
}

/* Says what is wrong with them. Apart from the test, which each of a block's writes pays for. */
__attribute__((cold)) static abcistream_status refuse_record(
    abcistream_bytes first, const char *first_name, abcistream_bytes second,
    const char *second_name, const char *hook, abcistream_error *error) {
  abcistream_status status = check_bytes(first, hook, first_name, error);
  if (status == ABCISTREAM_OK) {
    status = check_bytes(second, hook, second_name, error);
  }
  if (status == ABCISTREAM_OK) {
    status = error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                       "%s: %s (%zu bytes) and %s (%zu bytes) are together more than %zu bytes, "
                       "the most that one record can have",
                       hook, first_name, first.size, second_name, second.size, BLOCK_RECORD_MAX);
  }
  return status;
}

static inline abcistream_status check_record(abcistream_bytes first, const char *first_name,
                                             abcistream_bytes second, const char *second_name,
                                             const char *hook, abcistream_error *error) {
  return are_record(first, second)
             ? ABCISTREAM_OK
             : refuse_record(first, first_name, second, second_name, hook, error);
}

static abcistream_status out_of_order(const abcistream *stream, const char *hook,
                                      const char *wanted, abcistream_error *error) {
  return error_set(error, ABCISTREAM_OUT_OF_ORDER, "%s is out of order: %s; it must come %s", hook,
                   phase_texts[stream->phase], wanted);
}

/* A failed append leaves a hole in the block, so that the whole block is given up. */
static abcistream_status appended(abcistream *stream, bool success, const char *hook,
                                  abcistream_error *error) {
  if (success) {
    return ABCISTREAM_OK;
  }
  stream->block.spoilt = true;
  return error_set(error, ABCISTREAM_NO_MEMORY,
                   "%s: no memory for what it brings; the block cannot be committed", hook);
}

static void forget_block(abcistream *stream) {
  block_clear(&stream->block);
  stream->phase = PHASE_IDLE;
  stream->wrote = false;
  stream->wrote_first = false;
  stream->reserved = 0;
}

/* The hooks that begin a block drop one that was begun before and never committed: nodes repeat
 * blocks. Writes from before the first begin could belong to either, so that is refused. */
static abcistream_status begin(abcistream *stream, const char *hook, abcistream_error *error) {
  if (stream->phase != PHASE_IDLE && stream->wrote_first) {
    return error_set(error, ABCISTREAM_OUT_OF_ORDER,
                     "%s is out of order: %s, and writes had come before that, which could belong "
                     "to either block; call abcistream_abandon_block before a block is repeated",
                     hook, phase_texts[stream->phase]);
  }
  if (stream->phase != PHASE_IDLE) {
    forget_block(stream);
  }
  /* The memory that was used last is the one that the processor still has at hand. */
  block_reclaim(&stream->block, stream->guest->ring);
  stream->wrote_first = stream->wrote;
  return ABCISTREAM_OK;
}

/* Request and response of a hook: the response's field follows the request's. */
static abcistream_status append_messages(abcistream *stream, enum block_part part,
                                         enum block_field request_field, abcistream_bytes request,
                                         abcistream_bytes response, const char *hook,
                                         abcistream_error *error) {
  enum block_field response_field = (enum block_field)(request_field + 1);
  bool success = block_message(&stream->block, part, request_field, request) &&
                 block_message(&stream->block, part, response_field, response);
  return appended(stream, success, hook, error);
}

static abcistream_status check_hook(const abcistream *stream, abcistream_bytes request,
                                    abcistream_bytes response, const char *hook,
                                    abcistream_error *error) {
  abcistream_status status = check_stream(stream, hook, error);
  return status != ABCISTREAM_OK
             ? status
             : check_record(request, "the request", response, "the response", hook, error);
}

/* listen_begin_block and listen_finalize_block. */
static abcistream_status begin_with(abcistream *stream, enum stream_phase phase,
                                    enum block_part part, enum block_field request_field,
                                    abcistream_bytes request, abcistream_bytes response,
                                    const char *hook, abcistream_error *error) {
  abcistream_status status = check_hook(stream, request, response, hook, error);
  if (status == ABCISTREAM_OK) {
    status = begin(stream, hook, error);
  }
  if (status != ABCISTREAM_OK) {
    return status;
  }
  stream->phase = phase;
  return append_messages(stream, part, request_field, request, response, hook, error);
}

abcistream_status abcistream_listen_begin_block(abcistream *stream, abcistream_bytes request,
                                                abcistream_bytes response,
                                                abcistream_error *error) {
  return begin_with(stream, PHASE_BEGUN, BLOCK_PART_BEFORE, METADATA_REQUEST_BEGIN_BLOCK, request,
                    response, "listen_begin_block", error);
}

abcistream_status abcistream_listen_finalize_block(abcistream *stream, abcistream_bytes request,
                                                   abcistream_bytes response,
                                                   abcistream_error *error) {
  return begin_with(stream, PHASE_FINALIZED, BLOCK_PART_FINALIZE, METADATA_REQUEST_FINALIZE_BLOCK,
                    request, response, "listen_finalize_block", error);
}

abcistream_status abcistream_listen_deliver_tx(abcistream *stream, abcistream_bytes request,
                                               abcistream_bytes response, abcistream_error *error) {
  static const char hook[] = "listen_deliver_tx";
  abcistream_status status = check_hook(stream, request, response, hook, error);
  if (status != ABCISTREAM_OK) {
    return status;
  }
  if (stream->phase != PHASE_BEGUN) {
    return out_of_order(stream, hook, "after listen_begin_block and before listen_end_block",
                        error);
  }
  return appended(stream, block_transaction(&stream->block, request, response), hook, error);
}

abcistream_status abcistream_listen_end_block(abcistream *stream, abcistream_bytes request,
                                              abcistream_bytes response, abcistream_error *error) {
  static const char hook[] = "listen_end_block";
  abcistream_status status = check_hook(stream, request, response, hook, error);
  if (status != ABCISTREAM_OK) {
    return status;
  }
  if (stream->phase != PHASE_BEGUN) {
    return out_of_order(stream, hook, "once, after listen_begin_block", error);
  }
  stream->phase = PHASE_ENDED;
  return append_messages(stream, BLOCK_PART_BEFORE, METADATA_REQUEST_END_BLOCK, request, response,
                         hook, error);
}

static abcistream_status check_store(const abcistream *stream, uint32_t store, const char *hook,
                                     abcistream_error *error) {
  if (store >= stream->block.store_count) {
    return error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                     "%s: there is no store %" PRIu32 "; abcistream_open was given %zu stores",
                     hook, store, stream->block.store_count);
  }
  return ABCISTREAM_OK;
}

static bool is_wanted(const abcistream *stream, uint32_t store) {
  return stream->block.stores[store].prefix != NULL;
}

abcistream_status abcistream_on_write(abcistream *stream, uint32_t store, abcistream_bytes key,
                                      abcistream_bytes value, bool is_delete,
                                      abcistream_error *error) {
  static const char hook[] = "on_write";
  abcistream_status status = check_stream(stream, hook, error);
  if (status == ABCISTREAM_OK) {
    status = check_store(stream, store, hook, error);
  }
  if (status != ABCISTREAM_OK) {
    return status;
  }
  if (!is_wanted(stream, store)) { /* This test is all that such a write costs. */
    stream->wrote = true;
    return ABCISTREAM_OK;
  }
  if (key.size == 0) {
    return error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                     "on_write: the key is empty; a store's keys have at least one byte");
  }
  status = check_record(key, "the key", value, "the value", hook, error);
  if (status != ABCISTREAM_OK) {
    return status;
  }
  stream->wrote = true;
  stream->reserved = 0; /* The room that was reserved may be where this write goes. */
  bool success = block_write(&stream->block, &stream->block.stores[store], key, value, is_delete);
  return appended(stream, success, hook, error);
}

/* Everything that a commit refuses before it has changed anything. */
static abcistream_status check_commit(const abcistream *stream, int64_t height,
                                      abcistream_bytes app_hash, abcistream_bytes response,
                                      abcistream_error *error) {
  static const char hook[] = "listen_commit";
  abcistream_status status = check_stream(stream, hook, error);
  if (status == ABCISTREAM_OK) {
    status = check_record(app_hash, "the app hash", response, "the response", hook, error);
  }
  if (status != ABCISTREAM_OK) {
    return status;
  }
  if (stream->pid != getpid()) {
    return error_set(error, ABCISTREAM_FORKED,
                     "listen_commit: the stream was opened by process %d, the parent of this one "
                     "(%d); open one here",
                     (int)stream->pid, (int)getpid());
  }
  if (stream->phase != PHASE_ENDED && stream->phase != PHASE_FINALIZED) {
    return out_of_order(stream, hook, "once, after listen_end_block or listen_finalize_block",
                        error);
  }
  if (height <= 0 || height <= stream->height) {
    return error_set(error, ABCISTREAM_HEIGHT,
                     "listen_commit: height %" PRId64 " does not follow height %" PRId64
                     ", which was committed before; a chain that goes back needs a new stream",
                     height, stream->height);
  }
  if (stream->block.spoilt) {
    return error_set(error, ABCISTREAM_NO_MEMORY,
                     "listen_commit: memory ran out while height %" PRId64
                     " was gathered, so that it is not whole; begin it anew or abandon it",
                     height);
  }
  return ABCISTREAM_OK;
}

/* Waits for the services, and says what there is to say about them. */
static abcistream_status finish_commit(abcistream *stream, struct ring_outcome *outcome,
                                       abcistream_error *error) {
  ring_wait(outcome, stream->guest->ring);
  block_reclaim(&stream->block, stream->guest->ring);
  if (outcome->news[0] != '\0') {
    log_printf(&stream->guest->log, ABCISTREAM_LOG_INFO, "%s", outcome->news);
  }
  if (outcome->notes[0] != '\0') {
    log_printf(&stream->guest->log, ABCISTREAM_LOG_WARN, "%s", outcome->notes);
  }
  return outcome->status == ABCISTREAM_OK
             ? ABCISTREAM_OK
             : error_set(error, outcome->status, "%s", outcome->message);
}

abcistream_status abcistream_listen_commit(abcistream *stream, int64_t height,
                                           abcistream_bytes app_hash, abcistream_bytes response,
                                           abcistream_error *error) {
  error_clear(error);
  abcistream_status status = check_commit(stream, height, app_hash, response, error);
  if (status != ABCISTREAM_OK) {
    return status;
  }
  jvm_mark_host_thread();
  struct ring_outcome outcome;
  status = block_publish(&outcome, &stream->block, stream->guest->ring, height, app_hash, response,
                         error);
  if (status != ABCISTREAM_OK) {
    return status;
  }
  forget_block(stream);
  stream->height = height;
  return finish_commit(stream, &outcome, error);
}

/* ---- Advanced ---- */

bool abcistream_listens(const abcistream *stream, uint32_t store) {
  return stream != NULL && store < stream->block.store_count && is_wanted(stream, store);
}

abcistream_status abcistream_abandon_block(abcistream *stream, abcistream_error *error) {
  abcistream_status status = check_stream(stream, "abandon_block", error);
  if (status == ABCISTREAM_OK) {
    forget_block(stream);
  }
  return status;
}

abcistream_status abcistream_last_height(int64_t *height, const abcistream *stream,
                                         abcistream_error *error) {
  if (height == NULL) {
    return error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                     "last_height: the address for the height is NULL");
  }
  abcistream_status status = check_stream(stream, "last_height", error);
  if (status == ABCISTREAM_OK) {
    *height = ring_last_height(stream->guest->ring);
  }
  return status;
}

abcistream_status abcistream_reserve(uint8_t **room, abcistream *stream, uint32_t store,
                                     size_t size, abcistream_error *error) {
  static const char hook[] = "reserve";
  if (room == NULL) {
    return error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                     "reserve: the address for the room is NULL");
  }
  *room = NULL;
  abcistream_status status = check_stream(stream, hook, error);
  if (status == ABCISTREAM_OK) {
    status = check_store(stream, store, hook, error);
  }
  if (status == ABCISTREAM_OK && (size == 0 || size > BLOCK_RECORD_MAX)) {
    status = error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                       "reserve: %zu bytes cannot be reserved; ask for 1 to %zu", size,
                       BLOCK_RECORD_MAX);
  }
  if (status != ABCISTREAM_OK) {
    return status;
  }
  stream->reserved = 0;
  stream->reserved_store = store;
  if (!is_wanted(stream, store)) {
    return ABCISTREAM_OK;
  }
  *room = segment_room(stream->block.stores[store].segment, &stream->block.pool, size);
  stream->reserved = *room == NULL ? 0 : size;
  return appended(stream, *room != NULL, hook, error);
}

abcistream_status abcistream_advance(abcistream *stream, uint32_t store, size_t bytes,
                                     uint64_t pairs, uint64_t deletes, abcistream_error *error) {
  abcistream_status status = check_stream(stream, "advance", error);
  if (status != ABCISTREAM_OK) {
    return status;
  }
  if (stream->reserved == 0 || store != stream->reserved_store || bytes > stream->reserved) {
    return error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                     "advance: %zu bytes for store %" PRIu32
                     " were not reserved; the last reserve gave %zu for store %" PRIu32,
                     bytes, store, stream->reserved, stream->reserved_store);
  }
  if (deletes > pairs || pairs > bytes) {
    return error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                     "advance: %zu bytes cannot hold %" PRIu64 " messages, %" PRIu64
                     " of them deletes; count what was written",
                     bytes, pairs, deletes);
  }
  struct segment *segment = stream->block.stores[store].segment;
  segment->cursor += bytes;
  segment->pairs += (int64_t)pairs;
  segment->deletes += (int64_t)deletes;
  stream->reserved = 0;
  stream->wrote = true;
  return ABCISTREAM_OK;
}
