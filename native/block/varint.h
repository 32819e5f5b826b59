/* Protocol Buffers' base-128 varints, and the tags of the fields that we write. */
#ifndef ABCISTREAM_BLOCK_VARINT_H
#define ABCISTREAM_BLOCK_VARINT_H

#include <stddef.h>
#include <stdint.h>

/** The most bytes that a varint of 64 bits takes. */
#define VARINT_MAX 10

/** The tag of a length-delimited field (wire type 2) with a number below 16. */
#define TAG_BYTES(field) ((uint8_t)((field) << 3 | 2))

/** The tag of a varint field (wire type 0) with a number below 16. */
#define TAG_VARINT(field) ((uint8_t)((field) << 3))

/** How many bytes the varint takes. Seven bits go into a byte: 9 * bits / 64 rounds up to that. */
static inline size_t varint_size(uint64_t value) {
  unsigned bits = 64 - (unsigned)__builtin_clzll(value | 1);
  return (bits * 9 + 64) / 64;
}

/** Writes the varint and returns the address behind it. */
static inline uint8_t *varint_write(uint8_t *to, uint64_t value) {
  while (value >= 0x80) {
    *to++ = (uint8_t)(value | 0x80);
    value >>= 7;
  }
  *to++ = (uint8_t)value;
  return to;
}

#endif
