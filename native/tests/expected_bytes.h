/*
 * The bytes that must come out, encoded a second time and in the simplest way: byte after byte into
 * a growing buffer, so that no test takes the library's word for what it has written.
 */
#ifndef ABCISTREAM_TESTS_EXPECTED_BYTES_H
#define ABCISTREAM_TESTS_EXPECTED_BYTES_H

#include <abcistream/abcistream.h>

/** All zero is an empty buffer. */
struct expected_bytes {
  uint8_t *data;
  size_t size;
  size_t capacity;
};

/** Appends bytes as they are. */
void expected_append(struct expected_bytes *to, abcistream_bytes bytes);

/** Appends a base-128 varint. */
void expected_varint(struct expected_bytes *to, uint64_t value);

/** Appends a length-delimited field of protobuf. */
void expected_field(struct expected_bytes *to, unsigned number, abcistream_bytes bytes);

/** Appends a StoreKVPair with its length before it, as a data file has it. */
void expected_pair(struct expected_bytes *to, const char *store, abcistream_bytes key,
                   abcistream_bytes value, bool is_delete);

/** Empties the buffer and gives its memory back. */
void expected_free(struct expected_bytes *bytes);

#endif
