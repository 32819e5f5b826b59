#include "tests/expected_bytes.h"

#include "tests/check.h"

void expected_append(struct expected_bytes *to, abcistream_bytes bytes) {
  if (to->capacity - to->size < bytes.size) {
    to->capacity = 2 * to->capacity + bytes.size + 64;
    to->data = realloc(to->data, to->capacity);
    CHECK(to->data != NULL);
  }
  if (bytes.size > 0) {
    memcpy(to->data + to->size, bytes.data, bytes.size);
    to->size += bytes.size;
  }
}

static void append_byte(struct expected_bytes *to, uint64_t byte) {
  const uint8_t value = (uint8_t)byte;
  expected_append(to, (abcistream_bytes){&value, 1});
}

void expected_varint(struct expected_bytes *to, uint64_t value) {
  for (; value > 127; value /= 128) {
    append_byte(to, 128 + value % 128);
  }
  append_byte(to, value);
}

void expected_field(struct expected_bytes *to, unsigned number, abcistream_bytes bytes) {
  expected_varint(to, number * 8 + 2);
  expected_varint(to, bytes.size);
  expected_append(to, bytes);
}

void expected_pair(struct expected_bytes *to, const char *store, abcistream_bytes key,
                   abcistream_bytes value, bool is_delete) {
  struct expected_bytes pair = {0};
  expected_field(&pair, 1, (abcistream_bytes){(const uint8_t *)store, strlen(store)});
  if (is_delete) {
    expected_append(&pair, (abcistream_bytes){(const uint8_t *)"\x10\x01", 2});
  }
  expected_field(&pair, 3, key);
  if (value.size > 0) {
    expected_field(&pair, 4, value);
  }
  expected_varint(to, pair.size);
  expected_append(to, (abcistream_bytes){pair.data, pair.size});
  expected_free(&pair);
}

void expected_free(struct expected_bytes *bytes) {
  free(bytes->data);
  *bytes = (struct expected_bytes){0};
}
