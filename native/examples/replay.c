#include "examples/replay.h"

#include <time.h>

#include "examples/app_hash.h"

static int64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

uint64_t replay_block_count(const struct replay *replay) {
  uint64_t count = replay->trace->block_count * replay->repeat;
  return replay->block_limit != 0 && replay->block_limit < count ? replay->block_limit : count;
}

static abcistream_status write_pair(struct replay *replay, const struct trace_record *record,
                                    abcistream_error *error) {
  uint32_t store = UINT32_MAX; /* No store's handle: the library refuses it and says so. */
  store_names_find(&store, replay->stores, record->store);
  replay->totals.pairs++;
  replay->totals.bytes += record->key.size + record->value.size;
  return abcistream_on_write(replay->stream, store, record->key, record->value, record->is_delete,
                             error);
}

static abcistream_status commit(struct replay *replay, const struct trace_record *record,
                                int64_t height, abcistream_error *error) {
  abcistream_bytes hash =
      replay->finalized ? replay->finalize_hash : app_hash_of_commit(record->response);
  replay->finalized = false;
  abcistream_status status =
      abcistream_listen_commit(replay->stream, height, hash, record->response, error);
  if (status == ABCISTREAM_OK) {
    replay->totals.blocks++;
    replay->totals.height = height;
  }
  return status;
}

static abcistream_status finalize_block(struct replay *replay, const struct trace_record *record,
                                        abcistream_error *error) {
  replay->finalized = true;
  replay->finalize_hash = app_hash_of_finalize_block(record->response);
  return abcistream_listen_finalize_block(replay->stream, record->request, record->response, error);
}

/* Calls the hook of one record. `offset` is what earlier rounds have added to the heights. */
static abcistream_status call_hook(struct replay *replay, const struct trace_record *record,
                                   int64_t offset, abcistream_error *error) {
  abcistream *stream = replay->stream;
  replay->totals.hook = trace_kind_name(record->kind);
  replay->totals.bytes += record->request.size + record->response.size;
  switch (record->kind) {
    case TRACE_BEGIN_BLOCK:
      return abcistream_listen_begin_block(stream, record->request, record->response, error);
    case TRACE_DELIVER_TX:
      return abcistream_listen_deliver_tx(stream, record->request, record->response, error);
    case TRACE_END_BLOCK:
      return abcistream_listen_end_block(stream, record->request, record->response, error);
    case TRACE_FINALIZE_BLOCK:
      return finalize_block(replay, record, error);
    case TRACE_WRITE:
      return write_pair(replay, record, error);
    case TRACE_COMMIT:
      break;
  }
  return commit(replay, record, record->height + offset, error);
}

/* Replays the trace once, or as much of it as is left of `count` blocks. */
static abcistream_status run_round(struct replay *replay, int64_t offset, uint64_t count,
                                   int64_t started_ns, abcistream_error *error) {
  struct trace_record record;
  trace_rewind(replay->trace);
  while (trace_next(replay->trace, &record)) {
    abcistream_status status = call_hook(replay, &record, offset, error);
    if (status != ABCISTREAM_OK) {
      return status;
    }
    if (record.kind != TRACE_COMMIT) {
      continue;
    }
    struct replay_totals *totals = &replay->totals;
    int64_t now = now_ns();
    totals->elapsed_ns = now - started_ns;
    progress_update(replay->progress, totals->blocks, totals->bytes, now);
    if (totals->blocks == count || *replay->stop != 0) {
      break;
    }
  }
  return ABCISTREAM_OK;
}

abcistream_status replay_run(struct replay *replay, abcistream_error *error) {
  uint64_t count = replay_block_count(replay);
  int64_t round_heights = replay->trace->last_height - replay->trace->first_height + 1;
  int64_t offset = 0;
  int64_t started_ns = now_ns();
  abcistream_status status = ABCISTREAM_OK;
  progress_start(replay->progress, count, started_ns);
  while (status == ABCISTREAM_OK && replay->totals.blocks < count && *replay->stop == 0) {
    status = run_round(replay, offset, count, started_ns, error);
    offset += round_heights;
  }
  return status;
}
