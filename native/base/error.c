#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Drops a character of UTF-8 that the cut has left without its last bytes. */
static void cut_partial_character(char *text) {
  size_t size = strlen(text);
  size_t start = size;
  while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80) {
    start--;
  }
  if (start == 0) {
    return;
  }
  start--;
  unsigned char lead = (unsigned char)text[start];
  size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (size - start < want) {
    text[start] = '\0';
  }
}

abcistream_status error_set(abcistream_error *error, abcistream_status status, const char *format,
                            ...) {
  if (error == NULL) {
    return status;
  }
  error->status = status;
  va_list args;
  va_start(args, format);
  int size = vsnprintf(error->message, sizeof error->message, format, args);
  va_end(args);
  if (size >= (int)sizeof error->message) {
    cut_partial_character(error->message);
  }
  return status;
}

void error_clear(abcistream_error *error) {
  if (error != NULL) {
    error->status = ABCISTREAM_OK;
    error->message[0] = '\0';
  }
}
