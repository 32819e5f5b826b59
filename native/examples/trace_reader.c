#include "examples/trace_reader.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define SET(kind) (1U << (kind))

enum { KIND_COUNT = TRACE_FINALIZE_BLOCK + 1 };

/* The order of the hooks: which kinds may come after a kind. 0 stands for the start of the file. */
static const unsigned kinds_after[KIND_COUNT] = {
    [0] = SET(TRACE_BEGIN_BLOCK) | SET(TRACE_FINALIZE_BLOCK),
    [TRACE_BEGIN_BLOCK] = SET(TRACE_DELIVER_TX) | SET(TRACE_END_BLOCK),
    [TRACE_DELIVER_TX] = SET(TRACE_DELIVER_TX) | SET(TRACE_END_BLOCK),
    [TRACE_END_BLOCK] = SET(TRACE_WRITE) | SET(TRACE_COMMIT),
    [TRACE_FINALIZE_BLOCK] = SET(TRACE_WRITE) | SET(TRACE_COMMIT),
    [TRACE_WRITE] = SET(TRACE_WRITE) | SET(TRACE_COMMIT),
    [TRACE_COMMIT] = SET(TRACE_BEGIN_BLOCK) | SET(TRACE_FINALIZE_BLOCK),
};

static const char *const kind_names[KIND_COUNT] = {
    [0] = "the start of the trace",
    [TRACE_BEGIN_BLOCK] = "begin_block",
    [TRACE_DELIVER_TX] = "deliver_tx",
    [TRACE_END_BLOCK] = "end_block",
    [TRACE_COMMIT] = "commit",
    [TRACE_WRITE] = "write",
    [TRACE_FINALIZE_BLOCK] = "finalize_block",
};

const char *trace_kind_name(unsigned kind) {
  return kind < KIND_COUNT ? kind_names[kind] : "unknown";
}

/* The next `size` bytes, which the error calls `what`. */
static bool take(struct trace_reader *reader, abcistream_bytes *bytes, size_t size,
                 const char *what, struct input_error *error) {
  size_t left = reader->size - reader->position;
  if (size > left) {
    return input_error_set(error,
                           "%s: byte %zu: the trace is cut off: %s takes %zu bytes, %zu are left",
                           reader->path, reader->position, what, size, left);
  }
  *bytes = (abcistream_bytes){(const uint8_t *)reader->data + reader->position, size};
  reader->position += size;
  return true;
}

/* A little-endian integer of at most 8 bytes. */
static bool take_integer(struct trace_reader *reader, uint64_t *value, size_t size,
                         const char *what, struct input_error *error) {
  abcistream_bytes bytes = {NULL, 0};
  if (!take(reader, &bytes, size, what, error)) {
    return false;
  }
  *value = 0;
  for (size_t i = bytes.size; i > 0; i--) {
    *value = *value << 8 | bytes.data[i - 1];
  }
  return true;
}

static bool take_blob(struct trace_reader *reader, abcistream_bytes *bytes, const char *what,
                      struct input_error *error) {
  size_t start = reader->position;
  uint64_t size;
  if (!take_integer(reader, &size, 4, what, error)) {
    return false;
  }
  if (size > TRACE_MAX_BLOB) {
    return input_error_set(
        error, "%s: byte %zu: %s cannot have %" PRIu64 " bytes (at most %zu): the trace is damaged",
        reader->path, start, what, size, TRACE_MAX_BLOB);
  }
  return take(reader, bytes, (size_t)size, what, error);
}

static bool take_messages(struct trace_reader *reader, struct trace_record *record,
                          struct input_error *error) {
  return take_blob(reader, &record->request, "the request", error) &&
         take_blob(reader, &record->response, "the response", error);
}

static bool take_commit(struct trace_reader *reader, struct trace_record *record,
                        struct input_error *error) {
  size_t start = reader->position;
  uint64_t height;
  if (!take_integer(reader, &height, 8, "the height", error)) {
    return false;
  }
  if (height > (uint64_t)TRACE_MAX_HEIGHT || (int64_t)height <= reader->height) {
    return input_error_set(error,
                           "%s: byte %zu: the height %" PRIu64 " is not between %" PRId64
                           ", which must follow, and %" PRId64,
                           reader->path, start, height, reader->height + 1, TRACE_MAX_HEIGHT);
  }
  record->height = (int64_t)height;
  reader->height = record->height;
  return take_blob(reader, &record->response, "the response", error);
}

static bool take_write(struct trace_reader *reader, struct trace_record *record,
                       struct input_error *error) {
  size_t start = reader->position;
  uint64_t is_delete;
  if (!take_integer(reader, &is_delete, 1, "the delete flag", error) ||
      !take_blob(reader, &record->store, "the store's name", error) ||
      !take_blob(reader, &record->key, "the key", error) ||
      !take_blob(reader, &record->value, "the value", error)) {
    return false;
  }
  const char *fault = NULL;
  if (is_delete > 1) {
    fault = "the delete flag of a write is neither 0 nor 1";
  } else if (record->store.size == 0 ||
             memchr(record->store.data, '\0', record->store.size) != NULL) {
    fault = "the store's name of a write is empty or holds a NUL";
  } else if (record->key.size == 0) {
    fault = "the key of a write is empty";
  }
  if (fault != NULL) {
    return input_error_set(error, "%s: byte %zu: %s", reader->path, start, fault);
  }
  record->is_delete = is_delete == 1;
  return true;
}

/* The kind of the record at the position; 0 where there cannot be such a record. */
static unsigned take_kind(struct trace_reader *reader, struct input_error *error) {
  size_t start = reader->position;
  unsigned kind = (uint8_t)reader->data[reader->position++];
  if (kind == 0 || kind >= KIND_COUNT) {
    input_error_set(error, "%s: byte %zu: unknown kind of record %u (1 to %d are known)",
                    reader->path, start, kind, KIND_COUNT - 1);
    return 0;
  }
  if ((kinds_after[reader->previous_kind] & SET(kind)) == 0) {
    input_error_set(error, "%s: byte %zu: %s cannot come after %s", reader->path, start,
                    kind_names[kind], kind_names[reader->previous_kind]);
    return 0;
  }
  reader->previous_kind = kind;
  return kind;
}

/* Reads the record at the position, which is not the end of the trace. */
static bool take_record(struct trace_reader *reader, struct trace_record *record,
                        struct input_error *error) {
  unsigned kind = take_kind(reader, error);
  if (kind == 0) {
    return false;
  }
  *record = (struct trace_record){.kind = (enum trace_kind)kind};
  switch (record->kind) {
    case TRACE_COMMIT:
      return take_commit(reader, record, error);
    case TRACE_WRITE:
      return take_write(reader, record, error);
    case TRACE_BEGIN_BLOCK:
    case TRACE_DELIVER_TX:
    case TRACE_END_BLOCK:
    case TRACE_FINALIZE_BLOCK:
      break;
  }
  return take_messages(reader, record, error);
}

/* Goes over the whole trace once, so that trace_next() cannot meet a fault any more. */
static bool check_all(struct trace_reader *reader, struct input_error *error) {
  if (reader->size == 0) {
    return input_error_set(error, "%s: the trace is empty", reader->path);
  }
  while (reader->position < reader->size) {
    struct trace_record record;
    if (!take_record(reader, &record, error)) {
      return false;
    }
    if (record.kind == TRACE_COMMIT) {
      reader->first_height = reader->block_count == 0 ? record.height : reader->first_height;
      reader->last_height = record.height;
      reader->block_count++;
    }
  }
  if (reader->previous_kind != TRACE_COMMIT) {
    return input_error_set(error,
                           "%s: byte %zu: the trace is cut off: it ends after %s, without a commit",
                           reader->path, reader->size, kind_names[reader->previous_kind]);
  }
  trace_rewind(reader);
  return true;
}

bool trace_open(struct trace_reader *reader, const char *path, struct input_error *error) {
  *reader = (struct trace_reader){.path = path};
  if (!input_read_file(&reader->data, &reader->size, path, TRACE_MAX_SIZE, error)) {
    return false;
  }
  if (!check_all(reader, error)) {
    trace_close(reader);
    return false;
  }
  return true;
}

bool trace_next(struct trace_reader *reader, struct trace_record *record) {
  struct input_error unreachable;
  return reader->position < reader->size && take_record(reader, record, &unreachable);
}

void trace_rewind(struct trace_reader *reader) {
  reader->position = 0;
  reader->previous_kind = 0;
  reader->height = 0;
}

void trace_close(struct trace_reader *reader) {
  free(reader->data);
  *reader = (struct trace_reader){.path = reader->path};
}
