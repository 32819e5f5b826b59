/*
 * A list of strings that it owns. Once memory could not be had, the list takes nothing more and
 * says so in `failed`, so that whoever fills it checks once, at the end.
 */
#ifndef ABCISTREAM_JVM_STRING_LIST_H
#define ABCISTREAM_JVM_STRING_LIST_H

#include <stdbool.h>
#include <stddef.h>

/** All zero is an empty list. */
struct string_list {
  char **items; /* The list's own; JavaVMOption wants them writable. */
  size_t count;
  size_t capacity;
  bool failed;
};

/** Adds a copy. */
void string_list_add(struct string_list *list, const char *string);

/** Adds a string that malloc() has made, and owns it from now on; NULL makes the list fail. */
void string_list_take(struct string_list *list, char *string);

/** Adds what the format yields. */
void string_list_printf(struct string_list *list, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Adds the pieces between any of the separators; pieces of no length are left out. */
void string_list_split(struct string_list *list, const char *text, const char *separators);

/** All of them in one string with the separator between (owned: free()); NULL without memory. */
char *string_list_join(const struct string_list *list, char separator);

/** The first index at which the lists differ; true then, false when they are alike. */
bool string_list_differ(size_t *index, const struct string_list *left,
                        const struct string_list *right);

/** The string at an index; NULL beyond the end. */
const char *string_list_get(const struct string_list *list, size_t index);

/** Gives everything back and leaves an empty list. */
void string_list_free(struct string_list *list);

#endif
