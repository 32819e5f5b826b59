/*
 * Steps through a text of TOML: just enough to find a table in it and to read strings. It follows
 * the grammar only as far as is needed not to lose its way (comments, the four kinds of strings,
 * nested arrays and inline tables, over any number of lines), and checks nothing else.
 *
 * A fault moves the reader to the end of the text, so that every loop over it ends by itself.
 */
#ifndef ABCISTREAM_JVM_TOML_H
#define ABCISTREAM_JVM_TOML_H

#include <stdbool.h>

enum toml_state {
  TOML_OK,
  TOML_MALFORMED, /* Not TOML, or more of it than this reader can follow. */
  TOML_NO_MEMORY
};

struct toml {
  const char *at; /* The text ends with a NUL, which nothing steps over. */
  enum toml_state state;
};

/** Stands between the parts of a dotted key; no bare part can hold it. */
#define TOML_KEY_SEPARATOR "\x1f"

/** Steps over blanks. */
void toml_skip_space(struct toml *toml);

/** Steps over blanks, line ends and comments. */
void toml_skip_blank(struct toml *toml);

/** Takes this one character, or finds a fault. */
void toml_expect(struct toml *toml, char character);

/** Steps to the end of the line, where nothing but a comment may stand. */
void toml_expect_line_end(struct toml *toml);

/** Reads a key, its parts joined (owned: free()). NULL on a fault. */
char *toml_read_key(struct toml *toml);

/** Reads a string of any kind (owned: free()). NULL on a fault, such as a value that is no string.
 */
char *toml_read_string(struct toml *toml);

/** Steps over a value of any kind, up to the end of its line. */
void toml_skip_value(struct toml *toml);

/** Notes the first fault and moves to the end. */
void toml_fail(struct toml *toml, enum toml_state state);

#endif
