#include "examples/store_names.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_LIST_BYTES = 1 << 20 };

/* The name is copied. */
static bool add(struct store_names *stores, const char *name, size_t size,
                struct input_error *error) {
  char **grown = (char **)realloc((void *)stores->names, (stores->count + 1) * sizeof *grown);
  if (grown == NULL) {
    return input_error_set(error, "no memory for the names of %zu stores", stores->count + 1);
  }
  stores->names = grown;
  stores->names[stores->count] = strndup(name, size);
  if (stores->names[stores->count] == NULL) {
    return input_error_set(error, "no memory for a store's name of %zu bytes", size);
  }
  stores->count++;
  return true;
}

bool store_names_read(struct store_names *stores, const char *path, struct input_error *error) {
  char *text = NULL;
  size_t size = 0;
  if (!input_read_file(&text, &size, path, MAX_LIST_BYTES, error)) {
    return false;
  }
  bool added = true;
  char *rest = NULL;
  for (char *line = strtok_r(text, "\r\n", &rest); line != NULL && added;
       line = strtok_r(NULL, "\r\n", &rest)) {
    added = add(stores, line, strlen(line), error);
  }
  free(text);
  if (added && stores->count == 0) {
    return input_error_set(error, "%s: names no store; write one name a line", path);
  }
  return added;
}

static bool next_unlisted(struct store_names *stores, struct trace_reader *trace,
                          struct trace_record *record) {
  uint32_t handle;
  while (trace_next(trace, record)) {
    if (record->kind == TRACE_WRITE && !store_names_find(&handle, stores, record->store)) {
      return true;
    }
  }
  trace_rewind(trace);
  return false;
}

bool store_names_cover(struct store_names *stores, struct trace_reader *trace,
                       struct input_error *error) {
  trace_rewind(trace);
  struct trace_record record;
  if (next_unlisted(stores, trace, &record)) {
    return input_error_set(error,
                           "%s: writes to the store \"%.*s\", which is not in the list of stores",
                           trace->path, (int)record.store.size, (const char *)record.store.data);
  }
  return true;
}

bool store_names_collect(struct store_names *stores, struct trace_reader *trace,
                         struct input_error *error) {
  trace_rewind(trace);
  struct trace_record record;
  while (next_unlisted(stores, trace, &record)) {
    if (!add(stores, (const char *)record.store.data, record.store.size, error)) {
      return false;
    }
  }
  return true;
}

static bool is_name(const struct store_names *stores, size_t index, abcistream_bytes name) {
  const char *candidate = stores->names[index];
  return strlen(candidate) == name.size && memcmp(candidate, name.data, name.size) == 0;
}

bool store_names_find(uint32_t *handle, struct store_names *stores, abcistream_bytes name) {
  for (size_t i = 0; i < stores->count; i++) {
    size_t index = (stores->found_last + i) % stores->count;
    if (is_name(stores, index, name)) {
      stores->found_last = index;
      *handle = (uint32_t)index;
      return true;
    }
  }
  return false;
}

void store_names_free(struct store_names *stores) {
  for (size_t i = 0; i < stores->count; i++) {
    free(stores->names[i]);
  }
  free((void *)stores->names);
  *stores = (struct store_names){0};
}
