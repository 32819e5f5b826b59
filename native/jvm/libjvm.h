/*
 * Finds the JDK whose libjvm.so the process shall load. A home that somebody has named is taken or
 * refused, never passed over in silence; only `java` on the PATH and the usual folders are tried
 * one after the other.
 */
#ifndef ABCISTREAM_JVM_LIBJVM_H
#define ABCISTREAM_JVM_LIBJVM_H

#include <abcistream/abcistream.h>

/** The oldest Java that the services run on. */
#define LIBJVM_OLDEST_JAVA 17

/** A JDK. Owned: libjvm_free(). */
struct libjvm {
  char *home; /* Without symbolic links, so that two ways to one JDK compare equal. */
  char *path; /* Of libjvm.so. */
  /* What the home's `release` says; 0 and "" where it does not. */
  int version; /* The feature release. */
  char full_version[64];
  char vendor[64];
};

/** Where to look besides the environment (JAVA_HOME, PATH). All borrowed, all may be NULL. */
struct libjvm_search {
  const char *java_home;            /* What the node says. */
  const char *env_prefix;           /* For the variable that overrides the config. */
  const char *config_home;          /* What the config says. */
  const char *const *usual_folders; /* glob() patterns of homes, ended by NULL. */
};

/** Where the packages of the distributions and of container images put a JDK. Ended by NULL. */
extern const char *const libjvm_usual_folders[];

/** Finds the JDK; ABCISTREAM_OK, JVM_NOT_FOUND or NO_MEMORY. `found` is all zero after a failure.
 */
abcistream_status libjvm_find(struct libjvm *found, const struct libjvm_search *search,
                              abcistream_error *error);

/** The feature release that a version names: 17 for "17.0.15", 8 for "1.8"; 0 when it names none.
 */
int libjvm_parse_version(const char *text);

void libjvm_free(struct libjvm *java);

#endif
