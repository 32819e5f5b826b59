/* Makes small traces, whole and broken ones, for the tests of the example node. */
#ifndef ABCISTREAM_TESTS_REPLAY_TRACE_BUILDER_H
#define ABCISTREAM_TESTS_REPLAY_TRACE_BUILDER_H

#include "examples/trace_reader.h"

/** The bytes of a trace; all zero is the empty one. */
struct trace_builder {
  uint8_t bytes[4096];
  size_t size;
};

/** An unsigned integer of `size` bytes, little-endian. */
void build_integer(struct trace_builder *builder, uint64_t value, size_t size);

/** A blob that holds the characters of a string. */
void build_blob(struct trace_builder *builder, const char *text);

/** A record of two messages. */
void build_messages(struct trace_builder *builder, enum trace_kind kind, const char *request,
                    const char *response);

void build_write(struct trace_builder *builder, const char *store, const char *key,
                 const char *value, bool is_delete);

void build_commit(struct trace_builder *builder, uint64_t height, const char *response);

/** A record of a kind with short contents; a commit has this height. */
void build_any(struct trace_builder *builder, unsigned kind, uint64_t height);

/**
 * Writes bytes to the test's one temporary file, which goes away when the program ends.
 *
 * @return The file's path, static.
 */
const char *temporary_file(const void *bytes, size_t size);

/** The builder's trace in that file. */
const char *build_file(const struct trace_builder *builder);

#endif
