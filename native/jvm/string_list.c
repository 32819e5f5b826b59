#include "jvm/string_list.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool make_room(struct string_list *list) {
  if (list->count < list->capacity) {
    return true;
  }
  size_t capacity = list->capacity == 0 ? 16 : list->capacity * 2;
  char **items = realloc(list->items, capacity * sizeof *items);
  if (items == NULL) {
    return false;
  }
  list->items = items;
  list->capacity = capacity;
  return true;
}

void string_list_take(struct string_list *list, char *string) {
  if (string == NULL || list->failed || !make_room(list)) {
    list->failed = true;
    free(string);
    return;
  }
  list->items[list->count++] = string;
}

void string_list_add(struct string_list *list, const char *string) {
  string_list_take(list, strdup(string));
}

void string_list_printf(struct string_list *list, const char *format, ...) {
  char *string = NULL;
  va_list args;
  va_start(args, format);
  int size = vasprintf(&string, format, args);
  va_end(args);
  string_list_take(list, size < 0 ? NULL : string);
}

void string_list_split(struct string_list *list, const char *text, const char *separators) {
  while (*text != '\0') {
    size_t size = strcspn(text, separators);
    if (size > 0) {
      string_list_take(list, strndup(text, size));
    }
    text += size;
    text += strspn(text, separators);
  }
}

char *string_list_join(const struct string_list *list, char separator) {
  size_t size = 1;
  for (size_t i = 0; i < list->count; i++) {
    size += strlen(list->items[i]) + 1;
  }
  char *joined = malloc(size);
  if (joined == NULL) {
    return NULL;
  }
  char *end = joined;
  for (size_t i = 0; i < list->count; i++) {
    if (i > 0) {
      *end++ = separator;
    }
    end = stpcpy(end, list->items[i]);
  }
  *end = '\0';
  return joined;
}

const char *string_list_get(const struct string_list *list, size_t index) {
  return index < list->count ? list->items[index] : NULL;
}

bool string_list_differ(size_t *index, const struct string_list *left,
                        const struct string_list *right) {
  size_t i = 0;
  while (i < left->count && i < right->count && strcmp(left->items[i], right->items[i]) == 0) {
    i++;
  }
  *index = i;
  return i < left->count || i < right->count;
}

void string_list_free(struct string_list *list) {
  for (size_t i = 0; i < list->count; i++) {
    free(list->items[i]);
  }
  free(list->items);
  *list = (struct string_list){0};
}
