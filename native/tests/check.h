/*
 * What the native tests check with. A check that fails prints its place and its values to stderr
 * and ends the program with 1. Arguments are evaluated once.
 */
#ifndef ABCISTREAM_TESTS_CHECK_H
#define ABCISTREAM_TESTS_CHECK_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** The condition holds. */
#define CHECK(condition) check_true((condition), #condition, __FILE__, __LINE__)

/** Two integers are the same. */
#define CHECK_INT(expected, actual) \
  check_int((int64_t)(expected), (int64_t)(actual), #actual, __FILE__, __LINE__)

/** Two strings are the same; NULL is the same as NULL only. */
#define CHECK_STR(expected, actual) check_str((expected), (actual), #actual, __FILE__, __LINE__)

/** A string holds another one. */
#define CHECK_CONTAINS(haystack, needle) \
  check_contains((haystack), (needle), #haystack, __FILE__, __LINE__)

static inline void check_true(bool condition, const char *text, const char *file, int line) {
  if (!condition) {
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, text);
    exit(1);
  }
}

static inline void check_int(int64_t expected, int64_t actual, const char *text, const char *file,
                             int line) {
  if (expected != actual) {
    fprintf(stderr, "%s:%d: %s is %" PRId64 ", expected %" PRId64 "\n", file, line, text, actual,
            expected);
    exit(1);
  }
}

static inline void check_str(const char *expected, const char *actual, const char *text,
                             const char *file, int line) {
  bool same =
      expected == NULL || actual == NULL ? expected == actual : strcmp(expected, actual) == 0;
  if (!same) {
    fprintf(stderr, "%s:%d: %s is\n  %s\nexpected\n  %s\n", file, line, text,
            actual != NULL ? actual : "NULL", expected != NULL ? expected : "NULL");
    exit(1);
  }
}

static inline void check_contains(const char *haystack, const char *needle, const char *text,
                                  const char *file, int line) {
  if (haystack == NULL || strstr(haystack, needle) == NULL) {
    fprintf(stderr, "%s:%d: %s is\n  %s\nwhich does not contain\n  %s\n", file, line, text,
            haystack != NULL ? haystack : "NULL", needle);
    exit(1);
  }
}

#endif
