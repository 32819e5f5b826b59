/* The files that a replay reads, and the sentence that says what is wrong with one. */
#ifndef ABCISTREAM_EXAMPLES_INPUT_H
#define ABCISTREAM_EXAMPLES_INPUT_H

#include <stdbool.h>
#include <stddef.h>

/** Filled by a function that returns false; the caller's own memory. */
struct input_error {
  char message[1024];
};

/** Writes the sentence and returns false, so that a function can end with it. */
bool input_error_set(struct input_error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/**
 * Reads a whole file, unpacking it where it is gzip.
 *
 * @param data  Receives the bytes and one NUL after them, so that a text is a string. Owned:
 * free().
 * @param size  Receives how many bytes there are, without the NUL.
 * @param limit A file of more bytes, unpacked, is refused.
 */
bool input_read_file(char **data, size_t *size, const char *path, size_t limit,
                     struct input_error *error);

#endif
