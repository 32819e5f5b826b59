#include "fuzz/fuzz_input.h"

#include <stdlib.h>

#include "block/block.h"

/* More would only make the fuzzer slow. */
#define LARGEST_LEGAL (((size_t)1 << 21) + 32)
#define CONTENT_SIZE (LARGEST_LEGAL + (1 << 16))
#define DIGITS 64

/* The least sizes of the classes: digits reach 63 further, over the next power of two or 2^7k. */
static const size_t least_sizes[] = {0,
                                     1,
                                     (1 << 7) - 32,
                                     1000,
                                     4000,
                                     (1 << 14) - 32,
                                     (1 << 16) - 32,
                                     (1 << 18) - 32,
                                     (1 << 20) - 32,
                                     (1 << 21) - 32,
                                     BLOCK_RECORD_MAX + 1,
                                     SIZE_MAX - DIGITS};
enum { NULL_VIEW = sizeof least_sizes / sizeof *least_sizes, CLASSES };

uint8_t fuzz_input_byte(struct fuzz_input *input) {
  return input->at < input->end ? *input->at++ : 0;
}

unsigned fuzz_input_digit(struct fuzz_input *input, unsigned count) {
  return (uint8_t)(fuzz_input_byte(input) - '0') % count;
}

static const uint8_t *content(void) {
  static uint8_t *bytes;
  if (bytes == NULL) {
    bytes = malloc(CONTENT_SIZE);
    if (bytes == NULL) {
      abort();
    }
    uint32_t state = 1;
    for (size_t i = 0; i < CONTENT_SIZE; i++) {
      state = state * 1664525 + 1013904223;
      bytes[i] = (uint8_t)(state >> 24);
    }
  }
  return bytes;
}

abcistream_bytes fuzz_input_view(struct fuzz_input *input) {
  unsigned class = fuzz_input_digit(input, CLASSES);
  size_t more = fuzz_input_digit(input, DIGITS);
  if (class == NULL_VIEW) {
    return (abcistream_bytes){NULL, more};
  }
  size_t size = least_sizes[class] + (class == 0 ? 0 : more);
  const uint8_t *data = content() + ((size_t)(input->end - input->at) * 97 + more) % (1 << 16);
  if (size <= LARGEST_LEGAL) {
    size = size < input->budget ? size : input->budget;
    input->budget -= size;
  }
  return (abcistream_bytes){data, size};
}
