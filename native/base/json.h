/*
 * Writes one JSON text into a caller's buffer, as snprintf() does: what does not fit is cut, and
 * the whole length is known. Commas are set by the writer.
 */
#ifndef ABCISTREAM_BASE_JSON_H
#define ABCISTREAM_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json {
  char *text;
  size_t size;   /* Of the buffer. */
  size_t length; /* Of all that was written, its NUL left out; may be beyond `size`. */
  bool follows;  /* A value stands before this one, so that a comma is due. */
};

/** Begins a text in a buffer of `size` bytes, which may be 0. */
void json_begin(struct json *json, char *text, size_t size);

/** Opens an object or an array ('{' or '['), as the value of `key`, or without one (NULL). */
void json_open(struct json *json, const char *key, char bracket);

/** Closes it ('}' or ']'). */
void json_close(struct json *json, char bracket);

/** Values; `key` is NULL inside an array. A string that is NULL becomes null. */
void json_string(struct json *json, const char *key, const char *value);
void json_number(struct json *json, const char *key, int64_t value);
void json_boolean(struct json *json, const char *key, bool value);

#endif
