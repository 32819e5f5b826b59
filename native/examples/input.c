#include "examples/input.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { FIRST_CAPACITY = 1 << 16 };

bool input_error_set(struct input_error *error, const char *format, ...) {
  va_list args;
  va_start(args, format);
  vsnprintf(error->message, sizeof error->message, format, args);
  va_end(args);
  return false;
}

/* Doubles the buffer, one byte of which is kept for the NUL; never beyond the limit. */
static bool grow(char **data, size_t *capacity, size_t limit) {
  size_t wanted = *capacity == 0 ? FIRST_CAPACITY : *capacity * 2;
  if (wanted > limit + 1) {
    wanted = limit + 1;
  }
  char *grown = realloc(*data, wanted + 1);
  if (grown == NULL) {
    return false;
  }
  *data = grown;
  *capacity = wanted;
  return true;
}

/* What zlib, or the system below it, has to say about the failure that has just happened. */
static const char *reason_of(gzFile file) {
  int code = Z_OK;
  const char *text = gzerror(file, &code);
  return code == Z_ERRNO ? strerror(errno) : text;
}

static bool read_all(gzFile file, char **data, size_t *size, const char *path, size_t limit,
                     struct input_error *error) {
  size_t capacity = 0;
  int got = 1;
  while (got > 0) {
    if (*size == capacity && !grow(data, &capacity, limit)) {
      return input_error_set(error, "%s: no memory for %zu bytes", path, capacity * 2);
    }
    size_t room = capacity - *size;
    got = gzread(file, *data + *size, room > FIRST_CAPACITY ? FIRST_CAPACITY : (unsigned)room);
    if (got > 0) {
      *size += (size_t)got;
    }
    if (*size > limit) {
      return input_error_set(error, "%s: more than the %zu bytes that are read of such a file",
                             path, limit);
    }
  }
  int code = Z_OK;
  gzerror(file, &code); /* A gzip file that is cut off ends like any other, but for this code. */
  if (got < 0 || (code != Z_OK && code != Z_STREAM_END)) {
    return input_error_set(error, "%s: cannot be read: %s", path, reason_of(file));
  }
  (*data)[*size] = '\0';
  return true;
}

bool input_read_file(char **data, size_t *size, const char *path, size_t limit,
                     struct input_error *error) {
  *data = NULL;
  *size = 0;
  errno = 0;
  gzFile file = gzopen(path, "rbe");
  if (file == NULL) {
    return input_error_set(error, "%s: cannot be opened: %s", path,
                           errno != 0 ? strerror(errno) : "no memory");
  }
  bool done = read_all(file, data, size, path, limit, error);
  gzclose(file);
  if (!done) {
    free(*data);
    *data = NULL;
    *size = 0;
  }
  return done;
}
