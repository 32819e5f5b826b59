/* Fills the caller's abcistream_error. Every folder uses it; it depends on none of them. */
#ifndef ABCISTREAM_BASE_ERROR_H
#define ABCISTREAM_BASE_ERROR_H

#include <abcistream/abcistream.h>

/**
 * Writes the sentence into `error`, unless that is NULL, and returns `status`, so that a function
 * can end with `return error_set(...)`. A sentence that does not fit is cut between two characters
 * of UTF-8.
 */
abcistream_status error_set(abcistream_error *error, abcistream_status status, const char *format,
                            ...) __attribute__((format(printf, 3, 4)));

/** An empty error with ABCISTREAM_OK, unless `error` is NULL. */
void error_clear(abcistream_error *error);

#endif
