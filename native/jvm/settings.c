#include "jvm/settings.h"

#include <stdlib.h>
#include <string.h>

#include "jvm/string_list.h"
#include "jvm/toml.h"

/* Reads a table's header; whether it is that of [abcistream.jvm]. */
static bool read_header(struct toml *toml) {
  toml_expect(toml, '[');
  bool is_array = *toml->at == '[';
  if (is_array) {
    toml->at++;
  }
  char *key = toml_read_key(toml);
  bool is_jvm = key != NULL && !is_array && strcmp(key, "abcistream" TOML_KEY_SEPARATOR "jvm") == 0;
  free(key);
  toml_expect(toml, ']');
  if (is_array) {
    toml_expect(toml, ']');
  }
  return is_jvm;
}

static void read_options(struct toml *toml, struct jvm_settings *settings) {
  struct string_list options = {0};
  toml_expect(toml, '[');
  toml_skip_blank(toml);
  while (*toml->at == '"' || *toml->at == '\'') {
    string_list_take(&options, toml_read_string(toml));
    toml_skip_blank(toml);
    if (*toml->at != ',') {
      break;
    }
    toml->at++;
    toml_skip_blank(toml);
  }
  toml_expect(toml, ']');
  if (options.failed && toml->state == TOML_OK) {
    toml_fail(toml, TOML_NO_MEMORY);
  }
  if (toml->state != TOML_OK) {
    string_list_free(&options);
    return;
  }
  settings->options = options.items;
  settings->option_count = (long)options.count;
}

static void read_value(struct toml *toml, struct jvm_settings *settings, const char *key) {
  char **string = strcmp(key, "home") == 0         ? &settings->home
                  : strcmp(key, "class-path") == 0 ? &settings->class_path
                                                   : NULL;
  bool is_options = strcmp(key, "options") == 0;
  /* TOML forbids to give a key twice; Java says so, with the line. */
  if ((string != NULL && *string != NULL) || (is_options && settings->option_count >= 0)) {
    toml_fail(toml, TOML_MALFORMED);
  } else if (string != NULL) {
    *string = toml_read_string(toml);
  } else if (is_options) {
    read_options(toml, settings);
  } else {
    toml_skip_value(toml);
  }
}

/* Reads `key = value`; `settings` is NULL in the tables of others. */
static void read_pair(struct toml *toml, struct jvm_settings *settings) {
  char *key = toml_read_key(toml);
  toml_expect(toml, '=');
  toml_skip_space(toml);
  if (toml->state == TOML_OK && settings != NULL) {
    read_value(toml, settings, key);
  } else {
    toml_skip_value(toml);
  }
  free(key);
}

bool settings_read(struct jvm_settings *settings, const char *config) {
  *settings = (struct jvm_settings){.option_count = -1};
  struct toml toml = {.at = config};
  bool inside = false;
  for (toml_skip_blank(&toml); *toml.at != '\0'; toml_skip_blank(&toml)) {
    if (*toml.at == '[') {
      inside = read_header(&toml);
    } else {
      read_pair(&toml, inside ? settings : NULL);
    }
    toml_expect_line_end(&toml);
  }
  if (toml.state != TOML_OK) {
    settings_free(settings);
  }
  return toml.state != TOML_NO_MEMORY;
}

void settings_free(struct jvm_settings *settings) {
  free(settings->home);
  free(settings->class_path);
  for (long i = 0; i < settings->option_count; i++) {
    free(settings->options[i]);
  }
  free(settings->options);
  *settings = (struct jvm_settings){.option_count = -1};
}
