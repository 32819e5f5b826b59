/*
 * What a fuzzer's bytes say, taken from the front to the end. At the end every byte is 0.
 */
#ifndef ABCISTREAM_FUZZ_FUZZ_INPUT_H
#define ABCISTREAM_FUZZ_FUZZ_INPUT_H

#include <abcistream/abcistream.h>

struct fuzz_input {
  const uint8_t *at;
  const uint8_t *end;
  size_t budget; /* How many bytes the legal views of this input may still have, all together. */
};

/** The one function that a fuzz target defines; the fuzzer calls it with one input after another.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** The next byte. */
uint8_t fuzz_input_byte(struct fuzz_input *input);

/** The next byte as a digit: '0' is 0, and what follows it in ASCII counts on, modulo `count`. */
unsigned fuzz_input_digit(struct fuzz_input *input, unsigned count);

/**
 * Bytes for a hook, of a size that two digits give: its class, then how far above the least of the
 * class. Sizes lie where varints and chunks get longer; some views are illegal. Their content is
 * fixed for the process, and two views rarely have the same one.
 */
abcistream_bytes fuzz_input_view(struct fuzz_input *input);

#endif
