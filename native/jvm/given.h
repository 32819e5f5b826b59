/*
 * A value together with who gave it, since an operator can only correct a wrong value where it was
 * written. The first of several sources that gives one wins:
 *
 *     given_directly(&home, options, "options.java_home") ||
 *         given_by_override(&home, prefix, "ABCISTREAM_JVM_HOME") || ...
 *
 * An empty value counts as none, as it does to viper, which reads the same variables in Go nodes.
 */
#ifndef ABCISTREAM_JVM_GIVEN_H
#define ABCISTREAM_JVM_GIVEN_H

#include <stdbool.h>

struct given {
  const char *value; /* Borrowed from its source. */
  char source[160];  /* For error sentences: "the environment variable JAVA_HOME". */
};

/** Whether `value` is one; the source is named as it is. */
bool given_directly(struct given *given, const char *value, const char *source);

/** Whether the environment variable has a value. */
bool given_by_environment(struct given *given, const char *variable);

/** The same for PREFIX_VARIABLE, by which the environment overrides the config; a NULL prefix has
 * none. */
bool given_by_override(struct given *given, const char *prefix, const char *variable);

#endif
