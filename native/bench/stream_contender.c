/* abcistream itself: hooks, ring, JVM and file service, as a node has them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench/contender.h"
#include "examples/app_hash.h"

/* HotSpot has compiled what a block takes after about so many. */
enum { WARM_UP = 3000, POLL_NS = 20000 };

struct stream_contender {
  const struct workload *workload;
  abcistream *stream;
  bool async;
  bool abandons;
};

/* Services write side by side, told apart by their prefixes. */
static void write_config(FILE *to, const struct bench_target *target, bool async) {
  fputs("[store]\nstreamers = [", to);
  for (int i = 0; i < target->services; i++) {
    fprintf(to, "%s\"file%d\"", i == 0 ? "" : ", ", i);
  }
  fputs("]\n", to);
  for (int i = 0; i < target->services; i++) {
    fprintf(to,
            "[streamers.file%d]\ntype = \"file\"\nprefix = \"service%d\"\nkeys = [\"*\"]\n"
            "write_dir = \"%s\"\noutput-metadata = true\nstop-node-on-error = true\nfsync = %s\n"
            "timeout = \"60s\"\ndelivery = \"%s\"\nqueue-blocks = 512\nqueue-bytes = \"1GiB\"\n",
            i, i, target->folder, target->fsync ? "true" : "false", async ? "async" : "sync");
  }
}

static char *config_of(const struct bench_target *target, bool async) {
  char *config = NULL;
  size_t size;
  FILE *to = open_memstream(&config, &size);
  if (to == NULL) {
    return NULL;
  }
  write_config(to, target, async);
  if (fclose(to) != 0) {
    free(config);
    return NULL;
  }
  return config;
}

static void *stream_open(const struct contender_type *type, const struct workload *workload,
                         const struct bench_target *target, struct input_error *error) {
  bool async = type == &contender_async;
  struct stream_contender *self = calloc(1, sizeof *self);
  char *config = config_of(target, async);
  if (self == NULL || config == NULL) {
    free(self);
    free(config);
    input_error_set(error, "no memory for a contender");
    return NULL;
  }
  *self = (struct stream_contender){
      .workload = workload, .async = async, .abandons = type == &contender_encode};
  const abcistream_options options = {.struct_size = sizeof options,
                                      .name = type->name,
                                      .home = target->folder,
                                      .config = config,
                                      .stores = (const char *const *)workload->stores.names,
                                      .store_count = workload->stores.count};
  abcistream_error refusal;
  if (abcistream_open(&self->stream, &options, &refusal) != ABCISTREAM_OK) {
    input_error_set(error, "%s", refusal.message);
    free(self);
    self = NULL;
  }
  free(config);
  return self;
}

static abcistream_status call_hook(const struct stream_contender *self,
                                   const struct workload_call *call, int64_t height,
                                   abcistream_error *error) {
  abcistream *stream = self->stream;
  const struct trace_record *record = &call->record;
  switch (record->kind) {
    case TRACE_BEGIN_BLOCK:
      return abcistream_listen_begin_block(stream, record->request, record->response, error);
    case TRACE_DELIVER_TX:
      return abcistream_listen_deliver_tx(stream, record->request, record->response, error);
    case TRACE_END_BLOCK:
      return abcistream_listen_end_block(stream, record->request, record->response, error);
    case TRACE_FINALIZE_BLOCK:
      return abcistream_listen_finalize_block(stream, record->request, record->response, error);
    case TRACE_WRITE:
      return abcistream_on_write(stream, call->store, record->key, record->value, record->is_delete,
                                 error);
    case TRACE_COMMIT:
      break;
  }
  return self->abandons
             ? abcistream_abandon_block(stream, error)
             : abcistream_listen_commit(stream, height, app_hash_of_commit(record->response),
                                        record->response, error);
}

/* A node makes its next block much later; without this, what is measured would be a full queue. */
static bool wait_until_durable(const struct stream_contender *self, int64_t height,
                               struct input_error *error) {
  const struct timespec pause = {.tv_nsec = POLL_NS};
  int64_t durable = 0;
  abcistream_error refusal;
  while (durable < height) {
    if (abcistream_last_height(&durable, self->stream, &refusal) != ABCISTREAM_OK) {
      return input_error_set(error, "%s", refusal.message);
    }
    nanosleep(&pause, NULL);
  }
  return true;
}

static bool stream_stream(void *self_pointer, int64_t height, int64_t *elapsed_ns,
                          struct input_error *error) {
  const struct stream_contender *self = self_pointer;
  const struct workload_block *block = contender_block(self->workload, height);
  const struct workload_call *calls = &self->workload->calls[block->first_call];
  abcistream_error refusal;
  int64_t begun = bench_now();
  for (size_t i = 0; i < block->call_count; i++) {
    if (call_hook(self, &calls[i], height, &refusal) != ABCISTREAM_OK) {
      return input_error_set(error, "%s", refusal.message);
    }
  }
  *elapsed_ns = bench_now() - begun;
  return !self->async || wait_until_durable(self, height, error);
}

static void stream_close(void *self_pointer) {
  struct stream_contender *self = self_pointer;
  abcistream_error ignored;
  abcistream_close(self->stream, &ignored);
  free(self);
}

const struct contender_type contender_encode = {
    .name = "encode", .open = stream_open, .stream = stream_stream, .close = stream_close};
const struct contender_type contender_sync = {.name = "sync",
                                              .open = stream_open,
                                              .stream = stream_stream,
                                              .close = stream_close,
                                              .warm_up = WARM_UP};
const struct contender_type contender_async = {.name = "async",
                                               .open = stream_open,
                                               .stream = stream_stream,
                                               .close = stream_close,
                                               .warm_up = WARM_UP};
