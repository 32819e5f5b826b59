#include "tests/replay/trace_builder.h"

#include <unistd.h>

#include "tests/check.h"

static char temporary_path[4096];

static void append(struct trace_builder *builder, const void *bytes, size_t size) {
  CHECK(size <= sizeof builder->bytes - builder->size);
  memcpy(builder->bytes + builder->size, bytes, size);
  builder->size += size;
}

void build_integer(struct trace_builder *builder, uint64_t value, size_t size) {
  for (size_t i = 0; i < size; i++) {
    uint8_t byte = (uint8_t)(value >> (8 * i));
    append(builder, &byte, 1);
  }
}

void build_blob(struct trace_builder *builder, const char *text) {
  build_integer(builder, strlen(text), 4);
  append(builder, text, strlen(text));
}

void build_messages(struct trace_builder *builder, enum trace_kind kind, const char *request,
                    const char *response) {
  build_integer(builder, kind, 1);
  build_blob(builder, request);
  build_blob(builder, response);
}

void build_write(struct trace_builder *builder, const char *store, const char *key,
                 const char *value, bool is_delete) {
  build_integer(builder, TRACE_WRITE, 1);
  build_integer(builder, is_delete ? 1 : 0, 1);
  build_blob(builder, store);
  build_blob(builder, key);
  build_blob(builder, value);
}

void build_commit(struct trace_builder *builder, uint64_t height, const char *response) {
  build_integer(builder, TRACE_COMMIT, 1);
  build_integer(builder, height, 8);
  build_blob(builder, response);
}

void build_any(struct trace_builder *builder, unsigned kind, uint64_t height) {
  if (kind == TRACE_WRITE) {
    build_write(builder, "bank", "k", "v", false);
  } else if (kind == TRACE_COMMIT) {
    build_commit(builder, height, "");
  } else {
    build_messages(builder, (enum trace_kind)kind, "q", "r");
  }
}

static void remove_temporary_file(void) { unlink(temporary_path); }

static void make_temporary_file(void) {
  const char *folder = getenv("TMPDIR");
  snprintf(temporary_path, sizeof temporary_path, "%s/trace-XXXXXX",
           folder != NULL ? folder : "/tmp");
  int descriptor = mkstemp(temporary_path);
  CHECK(descriptor >= 0);
  CHECK_INT(0, close(descriptor));
  CHECK_INT(0, atexit(remove_temporary_file));
}

const char *temporary_file(const void *bytes, size_t size) {
  if (temporary_path[0] == '\0') {
    make_temporary_file();
  }
  FILE *file = fopen(temporary_path, "wbe");
  CHECK(file != NULL);
  CHECK_INT(size, fwrite(bytes, 1, size, file));
  CHECK_INT(0, fclose(file));
  return temporary_path;
}

const char *build_file(const struct trace_builder *builder) {
  return temporary_file(builder->bytes, builder->size);
}
