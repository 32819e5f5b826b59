#include "tests/process/process_files.h"

#include <dirent.h>
#include <stdarg.h>
#include <unistd.h>

#include "tests/expected_bytes.h"
#include "tests/process/process_node.h"
#include "tests/temp_folder.h"

enum { HEADER_SIZE = 8 };

#define DATA_FILE "block-%" SCNd64 "-data%n"

/* ---- Text ---- */

static void append(struct text *text, const char *data, size_t size) {
  text->data = realloc(text->data, text->size + size + 1);
  CHECK(text->data != NULL);
  memcpy(text->data + text->size, data, size);
  text->size += size;
  text->data[text->size] = '\0';
}

void text_add(struct text *text, const char *format, ...) {
  char *piece = NULL;
  va_list arguments;
  va_start(arguments, format);
  int size = vasprintf(&piece, format, arguments);
  va_end(arguments);
  CHECK(size >= 0);
  append(text, piece, (size_t)size);
  free(piece);
}

void text_add_file(struct text *text, const char *path) {
  FILE *file = fopen(path, "re");
  CHECK(file != NULL);
  char piece[65536];
  for (size_t size; (size = fread(piece, 1, sizeof piece, file)) > 0;) {
    append(text, piece, size);
  }
  append(text, "", 0);
  fclose(file);
}

void text_replace(struct text *text, const char *old, const char *with) {
  CHECK(strlen(with) <= strlen(old));
  for (char *at = text->data; (at = strstr(at, old)) != NULL; at += strlen(with)) {
    memmove(at + strlen(with), at + strlen(old), strlen(at + strlen(old)) + 1);
    memcpy(at, with, strlen(with));
  }
  text->size = strlen(text->data);
}

void text_free(struct text *text) {
  free(text->data);
  *text = (struct text){0};
}

/* ---- Heights ---- */

/* Those that follow each other are one range. */
struct ranges {
  int64_t first;
  int64_t last;
  bool open;
};

static void ranges_end(struct ranges *ranges, struct text *text) {
  if (ranges->open) {
    text_add(text, ranges->first == ranges->last ? " %" PRId64 : " %" PRId64 "-%" PRId64,
             ranges->first, ranges->last);
  }
  ranges->open = false;
}

static void ranges_add(struct ranges *ranges, struct text *text, int64_t height) {
  if (!ranges->open || height != ranges->last + 1) {
    ranges_end(ranges, text);
    *ranges = (struct ranges){.first = height, .open = true};
  }
  ranges->last = height;
}

static void add_heights(struct text *text, const char *home, const char *name) {
  struct text lines = {0};
  struct ranges ranges = {0};
  char *path = temp_folder_path(home, name);
  text_add_file(&lines, path);
  text_add(text, "%s:", name);
  for (char *at = lines.data; *at != '\0';) {
    char *end;
    int64_t height = strtoll(at, &end, 10);
    CHECK(end > at && *end == '\n'); /* No line is torn. */
    ranges_add(&ranges, text, height);
    at = end + 1;
  }
  ranges_end(&ranges, text);
  text_add(text, "\n");
  text_free(&lines);
  free(path);
}

/* ---- Files of the file service ---- */

static bool is_whole(const struct text *file, int64_t height, const char *chain) {
  struct expected_bytes expected = {0};
  uint8_t header[HEADER_SIZE];
  size_t size;
  uint8_t *value = node_value(height, chain, &size);
  expected_pair(&expected, "bank", (abcistream_bytes){(const uint8_t *)"key", 3},
                (abcistream_bytes){value, size}, false);
  for (int i = 0; i < HEADER_SIZE; i++) {
    header[i] = (uint8_t)((uint64_t)expected.size >> 8 * (HEADER_SIZE - 1 - i));
  }
  bool whole = file->size == HEADER_SIZE + expected.size &&
               memcmp(file->data, header, HEADER_SIZE) == 0 &&
               memcmp(file->data + HEADER_SIZE, expected.data, expected.size) == 0;
  free(value);
  expected_free(&expected);
  return whole;
}

/* The height of a data file; 0 where it is not one, or not the whole one of that chain. */
static int64_t height_of(const char *folder, const char *name, const char *chain) {
  int64_t height = 0;
  int end = 0;
  if (sscanf(name, DATA_FILE, &height, &end) != 1 || name[end] != '\0') {
    return 0;
  }
  struct text file = {0};
  char *path = temp_folder_path(folder, name);
  text_add_file(&file, path);
  height = is_whole(&file, height, chain) ? height : 0;
  free(path);
  text_free(&file);
  return height;
}

void files_consume(const char *home, int64_t height) {
  char name[64];
  char *folder = temp_folder_path(home, "streamed");
  snprintf(name, sizeof name, "block-%" PRId64 "-data", height);
  CHECK_INT(height, height_of(folder, name, node_chain()));
  char *path = temp_folder_path(folder, name);
  CHECK_INT(0, unlink(path));
  free(path);
  free(folder);
}

static void add_streamed(struct text *text, const char *home) {
  char *folder = temp_folder_path(home, "streamed");
  struct dirent **entries;
  int count = scandir(folder, &entries, NULL, versionsort);
  struct ranges ranges = {0};
  struct text whole = {0};
  struct text others = {0};
  text_add(&others, "%s", "");
  for (int i = 0; i < count; i++) {
    const char *name = entries[i]->d_name;
    int64_t height = name[0] == '.' ? 0 : height_of(folder, name, node_chain());
    if (height > 0) {
      ranges_add(&ranges, &whole, height);
    } else if (name[0] != '.') {
      bool is_of_first = height_of(folder, name, NODE_FIRST_CHAIN) > 0;
      text_add(&others, "streamed/%s: %s\n", name, is_of_first ? "of chain a" : "not whole");
    }
    free(entries[i]);
  }
  if (count >= 0) {
    ranges_end(&ranges, &whole);
    text_add(text, "streamed:%s\n%s", whole.data != NULL ? whole.data : "", others.data);
    free((void *)entries);
  }
  text_free(&whole);
  text_free(&others);
  free(folder);
}

/* ---- Error files ---- */

static void add_error_file(struct text *text, const char *home, const char *name) {
  struct text file = {0};
  char *path = temp_folder_path(home, name);
  text_add_file(&file, path);
  const char *line = strstr(file.data, "SIG");
  if (line == NULL) {
    line = "no signal";
  }
  text_add(text, "hs_err: %.*s\n", (int)strcspn(line, " \n"), line);
  free(path);
  text_free(&file);
}

static bool ends_with(const char *name, const char *end) {
  return strlen(name) >= strlen(end) && strcmp(name + strlen(name) - strlen(end), end) == 0;
}

void files_add(struct text *text, const char *home) {
  struct dirent **entries;
  int count = scandir(home, &entries, NULL, alphasort);
  CHECK(count >= 0);
  for (int i = 0; i < count; i++) {
    const char *name = entries[i]->d_name;
    if (ends_with(name, ".heights")) {
      add_heights(text, home, name);
    } else if (strcmp(name, "streamed") == 0) {
      add_streamed(text, home);
    } else if (strncmp(name, "hs_err", strlen("hs_err")) == 0) {
      add_error_file(text, home, name);
    }
    free(entries[i]);
  }
  free((void *)entries);
}
