/* The physical bounds: what no streamer can do without. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/clock.h"
#include "bench/contender.h"
#include "block/block.h"

enum { LENGTH_SIZE = 8, MAX_PARTS = 1024 };

struct bare {
  const struct workload *workload;
  const struct bench_target *target;
  struct block block;
  char *copy;
  size_t copy_size;
};

const struct workload_block *contender_block(const struct workload *workload, int64_t height) {
  return &workload->blocks[(size_t)(height - 1) % workload->block_count];
}

int64_t bench_now(void) { return clock_now(); }

static int compare_names(const void *left, const void *right) {
  return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The place of a store in the order of names, in which its segment lies. */
static size_t rank_of(const struct store_names *stores, size_t handle) {
  size_t rank = 0;
  for (size_t i = 0; i < stores->count; i++) {
    rank += compare_names(&stores->names[i], &stores->names[handle]) < 0 ? 1 : 0;
  }
  return rank;
}

static bool bind_stores(struct bare *self) {
  const struct store_names *stores = &self->workload->stores;
  for (size_t i = 0; i < stores->count; i++) {
    if (!block_bind_store(&self->block, i, rank_of(stores, i), stores->names[i], true)) {
      return false;
    }
  }
  return true;
}

static void bare_close(void *self_pointer) {
  struct bare *self = self_pointer;
  block_destroy(&self->block);
  free(self->copy);
  free(self);
}

static void *bare_open(const struct contender_type *type, const struct workload *workload,
                       const struct bench_target *target, struct input_error *error) {
  (void)type;
  struct bare *self = calloc(1, sizeof *self);
  if (self == NULL) {
    input_error_set(error, "no memory for a contender");
    return NULL;
  }
  self->workload = workload;
  self->target = target;
  for (size_t i = 0; i < workload->block_count; i++) {
    size_t bytes = workload->blocks[i].bytes;
    self->copy_size = bytes > self->copy_size ? bytes : self->copy_size;
  }
  self->copy = malloc(self->copy_size + 1);
  if (!block_init(&self->block, workload->stores.count) || !bind_stores(self) ||
      self->copy == NULL) {
    input_error_set(error, "no memory for a block of %s", workload->name);
    bare_close(self);
    return NULL;
  }
  return self;
}

/* ---- The bytes, copied once ---- */

static char *copy_bytes(char *to, abcistream_bytes bytes) {
  if (bytes.size > 0) {
    memcpy(to, bytes.data, bytes.size);
  }
  return to + bytes.size;
}

static bool memcpy_stream(void *self_pointer, int64_t height, int64_t *elapsed_ns,
                          struct input_error *error) {
  (void)error;
  struct bare *self = self_pointer;
  const struct workload_block *block = contender_block(self->workload, height);
  const struct workload_call *calls = &self->workload->calls[block->first_call];
  int64_t begun = bench_now();
  char *to = self->copy;
  for (size_t i = 0; i < block->call_count; i++) {
    to = copy_bytes(to, calls[i].record.request);
    to = copy_bytes(to, calls[i].record.response);
    to = copy_bytes(to, calls[i].record.key);
    to = copy_bytes(to, calls[i].record.value);
  }
  *elapsed_ns = bench_now() - begun;
  return true;
}

/* ---- Encoded bytes into the two files of a block ---- */

static bool encode_call(struct block *block, const struct workload_call *call) {
  const struct trace_record *record = &call->record;
  switch (record->kind) {
    case TRACE_BEGIN_BLOCK:
      return block_message(block, BLOCK_PART_BEFORE, METADATA_REQUEST_BEGIN_BLOCK,
                           record->request) &&
             block_message(block, BLOCK_PART_BEFORE, METADATA_RESPONSE_BEGIN_BLOCK,
                           record->response);
    case TRACE_DELIVER_TX:
      return block_transaction(block, record->request, record->response);
    case TRACE_END_BLOCK:
      return block_message(block, BLOCK_PART_BEFORE, METADATA_REQUEST_END_BLOCK, record->request) &&
             block_message(block, BLOCK_PART_BEFORE, METADATA_RESPONSE_END_BLOCK, record->response);
    case TRACE_FINALIZE_BLOCK:
      return block_message(block, BLOCK_PART_FINALIZE, METADATA_REQUEST_FINALIZE_BLOCK,
                           record->request) &&
             block_message(block, BLOCK_PART_FINALIZE, METADATA_RESPONSE_FINALIZE_BLOCK,
                           record->response);
    case TRACE_WRITE:
      return block_write(block, &block->stores[call->store], record->key, record->value,
                         record->is_delete);
    case TRACE_COMMIT:
      break;
  }
  return block_message(block, BLOCK_PART_COMMIT, METADATA_RESPONSE_COMMIT, record->response);
}

static bool encode_block(struct bare *self, int64_t height, struct input_error *error) {
  const struct workload_block *block = contender_block(self->workload, height);
  const struct workload_call *calls = &self->workload->calls[block->first_call];
  for (size_t i = 0; i < block->call_count; i++) {
    if (!encode_call(&self->block, &calls[i])) {
      return input_error_set(error, "no memory for block %lld", (long long)height);
    }
  }
  return true;
}

/* The chunks of some segments, after the length of what they hold. */
struct file_parts {
  uint8_t length[LENGTH_SIZE];
  struct iovec parts[MAX_PARTS];
  int count;
};

static bool gather(struct file_parts *to, struct segment *segments, size_t count) {
  uint64_t size = 0;
  to->count = 1;
  for (size_t i = 0; i < count; i++) {
    segment_seal(&segments[i]);
    for (const struct chunk *chunk = segments[i].first; chunk != NULL; chunk = chunk->next) {
      if (to->count == MAX_PARTS) {
        return false;
      }
      to->parts[to->count++] = (struct iovec){chunk->base, chunk->used};
      size += chunk->used;
    }
  }
  for (int i = 0; i < LENGTH_SIZE; i++) {
    to->length[i] = (uint8_t)(size >> (8 * (LENGTH_SIZE - 1 - i)));
  }
  to->parts[0] = (struct iovec){to->length, LENGTH_SIZE};
  return true;
}

/* All of it in as few calls as the kernel lets. */
static bool write_parts(int file, struct file_parts *from) {
  struct iovec *part = from->parts;
  int left = from->count;
  while (left > 0) {
    ssize_t written = writev(file, part, left);
    if (written < 0) {
      return false;
    }
    while (left > 0 && (size_t)written >= part->iov_len) {
      written -= (ssize_t)part->iov_len;
      part++;
      left--;
    }
    if (left > 0) {
      part->iov_base = (char *)part->iov_base + written;
      part->iov_len -= (size_t)written;
    }
  }
  return true;
}

static bool write_file(const struct bench_target *target, int64_t height, const char *kind,
                       struct file_parts *parts) {
  char temp[4096];
  char path[4096];
  snprintf(temp, sizeof temp, "%s/.block.tmp-%s", target->folder, kind);
  snprintf(path, sizeof path, "%s/block-%lld-%s", target->folder, (long long)height, kind);
  int file = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) {
    return false;
  }
  bool written = write_parts(file, parts) && (!target->fsync || fsync(file) == 0);
  return close(file) == 0 && written && rename(temp, path) == 0;
}

static bool files_stream(void *self_pointer, int64_t height, int64_t *elapsed_ns,
                         struct input_error *error) {
  struct bare *self = self_pointer;
  struct file_parts data;
  struct file_parts meta;
  size_t stores = self->workload->stores.count;
  if (!encode_block(self, height, error)) {
    return false;
  }
  if (!gather(&data, self->block.segments, stores) ||
      !gather(&meta, self->block.segments + stores, ABCISTREAM_METADATA_SEGMENTS)) {
    return input_error_set(error, "a block of %s has more than %d chunks", self->workload->name,
                           MAX_PARTS);
  }
  int64_t begun = bench_now();
  bool written = write_file(self->target, height, "data", &data) &&
                 write_file(self->target, height, "meta", &meta);
  *elapsed_ns = bench_now() - begun;
  block_clear(&self->block);
  return written || input_error_set(error, "block %lld cannot be written to %s: %s",
                                    (long long)height, self->target->folder, strerror(errno));
}

const struct contender_type contender_memcpy = {
    .name = "memcpy", .open = bare_open, .stream = memcpy_stream, .close = bare_close};
const struct contender_type contender_files = {
    .name = "C files", .open = bare_open, .stream = files_stream, .close = bare_close};
