#include "base/json.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void append(struct json *json, const char *text, size_t size) {
  for (size_t i = 0; i < size; i++, json->length++) {
    if (json->length + 1 < json->size) {
      json->text[json->length] = text[i];
      json->text[json->length + 1] = '\0';
    }
  }
}

static void append_text(struct json *json, const char *text) { append(json, text, strlen(text)); }

/* Quotes what JSON asks for; bytes of UTF-8 stay as they are. */
static void append_quoted(struct json *json, const char *text) {
  append_text(json, "\"");
  for (; *text != '\0'; text++) {
    char escaped[8];
    if (*text == '"' || *text == '\\') {
      snprintf(escaped, sizeof escaped, "\\%c", *text);
    } else if ((unsigned char)*text < 0x20) {
      snprintf(escaped, sizeof escaped, "\\u%04x", (unsigned)*text);
    } else {
      snprintf(escaped, sizeof escaped, "%c", *text);
    }
    append_text(json, escaped);
  }
  append_text(json, "\"");
}

static void append_key(struct json *json, const char *key) {
  if (json->follows) {
    append_text(json, ",");
  }
  json->follows = true;
  if (key != NULL) {
    append_quoted(json, key);
    append_text(json, ":");
  }
}

void json_begin(struct json *json, char *text, size_t size) {
  *json = (struct json){.text = text, .size = size};
  if (size > 0) {
    text[0] = '\0';
  }
}

void json_open(struct json *json, const char *key, char bracket) {
  append_key(json, key);
  append(json, &bracket, 1);
  json->follows = false;
}

void json_close(struct json *json, char bracket) {
  append(json, &bracket, 1);
  json->follows = true;
}

void json_string(struct json *json, const char *key, const char *value) {
  append_key(json, key);
  if (value == NULL) {
    append_text(json, "null");
  } else {
    append_quoted(json, value);
  }
}

void json_number(struct json *json, const char *key, int64_t value) {
  char digits[24];
  snprintf(digits, sizeof digits, "%" PRId64, value);
  append_key(json, key);
  append_text(json, digits);
}

void json_boolean(struct json *json, const char *key, bool value) {
  append_key(json, key);
  append_text(json, value ? "true" : "false");
}
