#include "doctor/config_values.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "jvm/toml.h"

#define MADE_UP_STORE "abcistream-doctor"

/* ---- The text ---- */

/* The full name of a key in a table, as an operator writes it (owned: free()). */
static char *full_name(const char *table, const char *key) {
  char *name = NULL;
  if (asprintf(&name, "%s%s%s", table, table[0] != '\0' ? "." : "", key) < 0) {
    return NULL;
  }
  for (char *at = strchr(name, TOML_KEY_SEPARATOR[0]); at != NULL;
       at = strchr(at, TOML_KEY_SEPARATOR[0])) {
    *at = '.';
  }
  return name;
}

static void read_value(struct string_list *values, struct toml *toml) {
  if (*toml->at == '"' || *toml->at == '\'') {
    string_list_take(values, toml_read_string(toml));
    return;
  }
  if (*toml->at != '[') {
    toml_skip_value(toml);
    return;
  }
  toml->at++;
  toml_skip_blank(toml);
  while (*toml->at == '"' || *toml->at == '\'') {
    string_list_take(values, toml_read_string(toml));
    toml_skip_blank(toml);
    toml->at += *toml->at == ',' ? 1 : 0;
    toml_skip_blank(toml);
  }
  toml_expect(toml, ']');
}

/* The table that follows; one of an array has no options that are looked for. */
static char *read_header(struct toml *toml) {
  toml_expect(toml, '[');
  bool is_array = *toml->at == '[';
  toml->at += is_array ? 1 : 0;
  char *table = toml_read_key(toml);
  toml_expect(toml, ']');
  if (is_array) {
    toml_expect(toml, ']');
  }
  return table;
}

static void read_pair(struct string_list *values, struct toml *toml, const char *table,
                      const char *wanted) {
  char *key = toml_read_key(toml);
  char *name = key != NULL ? full_name(table, key) : NULL;
  toml_expect(toml, '=');
  toml_skip_space(toml);
  if (name != NULL && strcasecmp(name, wanted) == 0) {
    read_value(values, toml);
  } else {
    toml_skip_value(toml);
  }
  free(name);
  free(key);
}

static void read_text(struct string_list *values, const char *text, const char *wanted) {
  struct toml toml = {.at = text};
  char *table = strdup("");
  for (toml_skip_blank(&toml); *toml.at != '\0' && table != NULL; toml_skip_blank(&toml)) {
    if (*toml.at == '[') {
      free(table);
      table = read_header(&toml);
    } else {
      read_pair(values, &toml, table, wanted);
    }
    toml_expect_line_end(&toml);
  }
  free(table);
}

/* ---- What overrides it ---- */

static const char * override(const char *prefix, const char *key) {
  char variable[256];
  int size = prefix == NULL ? -1 : snprintf(variable, sizeof variable, "%s_%s", prefix, key);
  if (size < 0 || size >= (int)sizeof variable) {
    return NULL;
  }
  for (char *at = variable; *at != '\0'; at++) {
    bool separates = *at == '.' || *at == '-';
    *at = (char)(separates ? '_' : toupper((unsigned char)*at));
  }
  const char *value = getenv(variable);
  return value != NULL && value[0] != '\0' ? value : NULL;
}

void config_values(struct string_list *values, const struct config *config, const char *key) {
  const char *value = override(config->env_prefix, key);
  if (value != NULL) {
    string_list_split(values, value, " \t");
  } else {
    read_text(values, config->text, key);
  }
}

/* ---- Stores ---- */

static bool has(const struct string_list *list, const char *text) {
  for (size_t i = 0; i < list->count; i++) {
    if (strcmp(list->items[i], text) == 0) {
      return true;
    }
  }
  return false;
}

void config_stores(struct string_list *stores, const struct config *config) {
  struct string_list services = {0};
  config_values(&services, config, "store.streamers");
  for (size_t i = 0; i < services.count; i++) {
    char key[256];
    /* The reference's other name of the file service has no section of its own. */
    const char *name = strcasecmp(services.items[i], "f") == 0 ? "file" : services.items[i];
    snprintf(key, sizeof key, "streamers.%s.keys", name);
    struct string_list keys = {0};
    config_values(&keys, config, key);
    for (size_t k = 0; k < keys.count; k++) {
      if (strcmp(keys.items[k], "*") != 0 && !has(stores, keys.items[k])) {
        string_list_add(stores, keys.items[k]);
      }
    }
    string_list_free(&keys);
  }
  string_list_free(&services);
  if (stores->count == 0) {
    string_list_add(stores, MADE_UP_STORE);
  }
}

char *config_read_file(const char *path) {
  FILE *file = fopen(path, "re");
  char *text = NULL;
  size_t capacity = 0;
  if (file == NULL) {
    return NULL;
  }
  errno = 0;
  ssize_t size = getdelim(&text, &capacity, '\0', file);
  bool has_nul = size > 0 && text[size - 1] == '\0';
  bool failed = (size < 0 && !feof(file)) || has_nul;
  if (size < 0 && !failed) {
    free(text);
    text = strdup(""); /* An empty file has no piece to read. */
  }
  fclose(file);
  if (failed) {
    free(text);
    errno = has_nul ? 0 : errno;
    return NULL;
  }
  return text;
}
