#include "examples/app_hash.h"

enum { WIRE_VARINT = 0, WIRE_FIXED64 = 1, WIRE_BYTES = 2, WIRE_FIXED32 = 5 };
enum { COMMIT_DATA = 2, FINALIZE_BLOCK_APP_HASH = 5 };

/* Takes `size` bytes off the front of what is left of a message. */
static bool take(abcistream_bytes *left, abcistream_bytes *bytes, uint64_t size) {
  if (size > left->size) {
    return false;
  }
  *bytes = (abcistream_bytes){left->data, (size_t)size};
  left->data += size;
  left->size -= (size_t)size;
  return true;
}

static bool take_varint(abcistream_bytes *left, uint64_t *value) {
  *value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    abcistream_bytes byte;
    if (!take(left, &byte, 1)) {
      return false;
    }
    *value |= (uint64_t)(byte.data[0] & 0x7F) << shift;
    if (byte.data[0] < 0x80) {
      return true;
    }
  }
  return false;
}

/* Takes one field; `content` is what a field of bytes holds. */
static bool take_field(abcistream_bytes *left, uint64_t *tag, abcistream_bytes *content) {
  uint64_t number;
  if (!take_varint(left, tag)) {
    return false;
  }
  switch (*tag & 7) {
    case WIRE_VARINT:
      return take_varint(left, &number);
    case WIRE_FIXED64:
      return take(left, content, 8);
    case WIRE_BYTES:
      return take_varint(left, &number) && take(left, content, number);
    case WIRE_FIXED32:
      return take(left, content, 4);
    default:
      return false;
  }
}

/* The last field of that number counts, as everywhere in protobuf. */
static abcistream_bytes bytes_field(abcistream_bytes message, uint64_t number) {
  const abcistream_bytes absent = {NULL, 0};
  abcistream_bytes found = absent;
  while (message.size > 0) {
    uint64_t tag;
    abcistream_bytes content = absent;
    if (!take_field(&message, &tag, &content)) {
      return absent;
    }
    if (tag == (number << 3 | WIRE_BYTES)) {
      found = content;
    }
  }
  return found;
}

abcistream_bytes app_hash_of_commit(abcistream_bytes response) {
  return bytes_field(response, COMMIT_DATA);
}

abcistream_bytes app_hash_of_finalize_block(abcistream_bytes response) {
  return bytes_field(response, FINALIZE_BLOCK_APP_HASH);
}
