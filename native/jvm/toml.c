#include "jvm/toml.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void toml_fail(struct toml *toml, enum toml_state state) {
  toml->at = "";
  if (toml->state == TOML_OK) {
    toml->state = state;
  }
}

/* ---- Between the tokens ---- */

void toml_skip_space(struct toml *toml) { toml->at += strspn(toml->at, " \t"); }

void toml_skip_blank(struct toml *toml) {
  toml->at += strspn(toml->at, " \t\r\n");
  while (*toml->at == '#') {
    toml->at += strcspn(toml->at, "\n");
    toml->at += strspn(toml->at, " \t\r\n");
  }
}

void toml_expect(struct toml *toml, char character) {
  if (*toml->at != character) {
    toml_fail(toml, TOML_MALFORMED);
    return;
  }
  toml->at++;
}

void toml_expect_line_end(struct toml *toml) {
  toml->at += strspn(toml->at, " \t\r");
  if (*toml->at != '\0' && *toml->at != '\n' && *toml->at != '#') {
    toml_fail(toml, TOML_MALFORMED);
  }
}

/* ---- Strings: first where one ends, then what it says ---- */

/* A string in the text, its quotes left out. */
struct token {
  const char *start;
  const char *end;
  char quote; /* '"': has escapes. */
  bool multiline;
};

static bool is_triple(const char *at, char quote) {
  return at[0] == quote && at[1] == quote && at[2] == quote;
}

/* Where the closing quotes of the token begin; NULL when the text ends before. */
static const char *find_closing(const struct token *token) {
  const char *at = token->start;
  while (*at != '\0') {
    if (token->quote == '"' && at[0] == '\\' && at[1] != '\0' && at[1] != '\n') {
      at += 2;
    } else if (token->multiline ? is_triple(at, token->quote) : *at == token->quote) {
      return at;
    } else if (!token->multiline && *at == '\n') {
      return NULL;
    } else {
      at++;
    }
  }
  return NULL;
}

/* Steps over a string, and says where it stood. */
static bool take_string(struct toml *toml, struct token *token) {
  token->quote = *toml->at;
  if (token->quote != '"' && token->quote != '\'') {
    toml_fail(toml, TOML_MALFORMED);
    return false;
  }
  token->multiline = is_triple(toml->at, token->quote);
  token->start = toml->at + (token->multiline ? 3 : 1);
  token->end = find_closing(token);
  if (token->end == NULL) {
    toml_fail(toml, TOML_MALFORMED);
    return false;
  }
  if (token->multiline) {
    /* Up to two quotes may stand right before the closing three, as part of the string. */
    token->end += token->end[3] != token->quote ? 0 : token->end[4] != token->quote ? 1 : 2;
  }
  toml->at = token->end + (token->multiline ? 3 : 1);
  return true;
}

static char *encode_utf8(char *to, uint32_t code) {
  if (code < 0x80) {
    *to++ = (char)code;
    return to;
  }
  int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  static const unsigned char leads[] = {0, 0xC0, 0xE0, 0xF0};
  *to++ = (char)(leads[more] | (code >> (6 * more)));
  while (more-- > 0) {
    *to++ = (char)(0x80 | ((code >> (6 * more)) & 0x3F));
  }
  return to;
}

/* Reads the `digits` of \u and \U. A NUL could not be told from the end of the string, so it is
 * refused here, and with it what is no character at all. */
static bool decode_code_point(const char **from, char **to, int digits) {
  uint32_t code = 0;
  for (int i = 0; i < digits; i++) {
    static const char hex[] = "0123456789abcdef";
    char digit = **from;
    const char *found =
        digit == '\0' ? NULL : strchr(hex, digit >= 'A' && digit <= 'F' ? digit + 32 : digit);
    if (found == NULL) {
      return false;
    }
    code = code << 4 | (uint32_t)(found - hex);
    (*from)++;
  }
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
    return false;
  }
  *to = encode_utf8(*to, code);
  return true;
}

/* A backslash at the end of a line: the line end and all white space after it say nothing. */
static bool join_lines(const char **from) {
  const char *at = *from + strspn(*from, " \t\r");
  if (*at != '\n') {
    return false;
  }
  *from = at + strspn(at, " \t\r\n");
  return true;
}

/* `from` stands behind the backslash. */
static bool decode_escape(const char **from, char **to, bool multiline) {
  static const char names[] = "btnfre\"\\";
  static const char values[] = "\b\t\n\f\r\x1b\"\\";
  char name = **from;
  if (name == 'u' || name == 'U') {
    (*from)++;
    return decode_code_point(from, to, name == 'u' ? 4 : 8);
  }
  const char *found = name == '\0' ? NULL : strchr(names, name);
  if (found == NULL) {
    return multiline && join_lines(from);
  }
  *(*to)++ = values[found - names];
  (*from)++;
  return true;
}

/* Writes what the string says behind `to`, which has room for as many bytes as it has in the text;
 * no escape says more than it is long. Returns the end; NULL on an escape that there is not. */
static char *decode(char *to, const struct token *token) {
  const char *from = token->start;
  if (token->multiline) {
    from += from[0] == '\n' ? 1 : from[0] == '\r' && from[1] == '\n' ? 2 : 0;
  }
  while (from < token->end) {
    if (token->quote == '"' && *from == '\\') {
      from++;
      if (!decode_escape(&from, &to, token->multiline)) {
        return NULL;
      }
    } else {
      *to++ = *from++;
    }
  }
  return to;
}

char *toml_read_string(struct toml *toml) {
  struct token token;
  if (!take_string(toml, &token)) {
    return NULL;
  }
  char *string = malloc((size_t)(token.end - token.start) + 1);
  if (string == NULL) {
    toml_fail(toml, TOML_NO_MEMORY);
    return NULL;
  }
  char *end = decode(string, &token);
  if (end == NULL) {
    toml_fail(toml, TOML_MALFORMED);
    free(string);
    return NULL;
  }
  *end = '\0';
  return string;
}

/* ---- Keys and values ---- */

/* Writes one part of a key behind `to`; NULL on a fault. */
static char *read_key_part(struct toml *toml, char *to) {
  static const char bare[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  size_t size = strspn(toml->at, bare);
  if (size > 0) {
    memcpy(to, toml->at, size);
    toml->at += size;
    return to + size;
  }
  struct token token;
  if (!take_string(toml, &token)) {
    return NULL;
  }
  return token.multiline ? NULL : decode(to, &token);
}

char *toml_read_key(struct toml *toml) {
  /* A key stands on one line and is never longer than it is written. */
  char *key = malloc(strcspn(toml->at, "\n") + 1);
  if (key == NULL) {
    toml_fail(toml, TOML_NO_MEMORY);
    return NULL;
  }
  char *end = key;
  for (;;) {
    toml_skip_space(toml);
    end = read_key_part(toml, end);
    if (end == NULL) {
      toml_fail(toml, TOML_MALFORMED);
      free(key);
      return NULL;
    }
    toml_skip_space(toml);
    if (*toml->at != '.') {
      *end = '\0';
      return key;
    }
    toml->at++;
    *end++ = TOML_KEY_SEPARATOR[0];
  }
}

void toml_skip_value(struct toml *toml) {
  size_t depth = 0;
  while (*toml->at != '\0' && (depth > 0 || (*toml->at != '\n' && *toml->at != '#'))) {
    char character = *toml->at;
    if (character == '"' || character == '\'') {
      struct token token;
      take_string(toml, &token);
    } else if (character == '#') {
      toml->at += strcspn(toml->at, "\n");
    } else if (depth == 0 && (character == ']' || character == '}')) {
      toml_fail(toml, TOML_MALFORMED);
    } else {
      depth += character == '[' || character == '{';
      depth -= character == ']' || character == '}';
      toml->at++;
    }
  }
  if (depth > 0) {
    toml_fail(toml, TOML_MALFORMED);
  }
}
