/*
 * What a node's services have left in its home, as text that a scenario can compare.
 */
#ifndef ABCISTREAM_TESTS_PROCESS_PROCESS_FILES_H
#define ABCISTREAM_TESTS_PROCESS_PROCESS_FILES_H

#include <stddef.h>
#include <stdint.h>

/** A text that grows; all zero is an empty one, whose data is NULL. */
struct text {
  char *data;
  size_t size;
};

void text_add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** Adds what a file holds. */
void text_add_file(struct text *text, const char *path);

/** Puts something else in the place of each occurrence; it must not be longer. */
void text_replace(struct text *text, const char *old, const char *with);

void text_free(struct text *text);

/** Takes the file of a block away, as a consumer does. It must be there, and whole. */
void files_consume(const char *home, int64_t height);

/** Adds the lines that process_scenario.h tells of. */
void files_add(struct text *text, const char *home);

#endif
