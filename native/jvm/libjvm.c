#include "jvm/libjvm.h"

#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "jvm/given.h"
#include "jvm/string_list.h"

#define WHAT_TO_DO "install a JDK 17 or later, or set JAVA_HOME to its folder"

const char *const libjvm_usual_folders[] = {"/usr/lib/jvm/*", "/opt/java/openjdk", NULL};

void libjvm_free(struct libjvm *java) {
  free(java->home);
  free(java->path);
  *java = (struct libjvm){0};
}

/* ---- One home ---- */

/* Java 8 and earlier called themselves 1.8. */
int libjvm_parse_version(const char *text) {
  long first = strtol(text, NULL, 10);
  return (int)(first == 1 && strncmp(text, "1.", 2) == 0 ? strtol(text + 2, NULL, 10) : first);
}

/* The value of `KEY="value"`, if that is what the line says. */
static void take_value(char *value, size_t size, const char *line, const char *key) {
  size_t key_size = strlen(key);
  if (strncmp(line, key, key_size) == 0 && strncmp(line + key_size, "=\"", 2) == 0) {
    const char *begin = line + key_size + 2;
    snprintf(value, size, "%.*s", (int)strcspn(begin, "\"\n"), begin);
  }
}

static void read_release(struct libjvm *java) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/release", java->home);
  FILE *file = fopen(path, "re");
  if (file == NULL) {
    return;
  }
  char line[512];
  while (fgets(line, sizeof line, file) != NULL) {
    take_value(java->full_version, sizeof java->full_version, line, "JAVA_VERSION");
    take_value(java->vendor, sizeof java->vendor, line, "IMPLEMENTOR");
  }
  java->version = libjvm_parse_version(java->full_version);
  fclose(file);
}

/* Whether a JDK lies in `home`, of whatever version. */
static bool examine(struct libjvm *java, const char *home) {
  *java = (struct libjvm){.home = realpath(home, NULL)};
  if (java->home == NULL || asprintf(&java->path, "%s/lib/server/libjvm.so", java->home) < 0) {
    java->path = NULL;
    libjvm_free(java);
    return false;
  }
  if (access(java->path, R_OK) != 0) {
    libjvm_free(java);
    return false;
  }
  read_release(java);
  return true;
}

/* An unknown version passes here; the running JVM is asked once more. */
static bool is_new_enough(const struct libjvm *java) {
  return java->version == 0 || java->version >= LIBJVM_OLDEST_JAVA;
}

/* ---- A home that somebody has named ---- */

static bool named_home(struct given *home, const struct libjvm_search *search) {
  return given_directly(home, search->java_home, "options.java_home") ||
         given_by_override(home, search->env_prefix, "ABCISTREAM_JVM_HOME") ||
         given_directly(home, search->config_home, "the config's abcistream.jvm.home") ||
         given_by_environment(home, "JAVA_HOME");
}

static abcistream_status take_named(struct libjvm *found, const struct given *home,
                                    abcistream_error *error) {
  if (!examine(found, home->value)) {
    return error_set(error, ABCISTREAM_JVM_NOT_FOUND,
                     "%s is \"%s\", which has no readable lib/server/libjvm.so; set it to the "
                     "folder of a JDK 17 or later",
                     home->source, home->value);
  }
  if (is_new_enough(found)) {
    return ABCISTREAM_OK;
  }
  error_set(
      error, ABCISTREAM_JVM_NOT_FOUND,
      "%s is \"%s\", which is Java %d; abcistream needs Java 17 or later: set it to the folder "
      "of such a JDK",
      home->source, home->value, found->version);
  libjvm_free(found);
  return ABCISTREAM_JVM_NOT_FOUND;
}

/* ---- Looking around ---- */

/* Cuts `name` and the slash before it off the end of a path. */
static bool cut_name(char *path, const char *name) {
  char *slash = strrchr(path, '/');
  if (slash == NULL || strcmp(slash + 1, name) != 0) {
    return false;
  }
  *slash = '\0';
  return true;
}

/* The JDK that a program belongs to; none when it is no JDK's own `java`, but somebody's script. */
static bool find_behind(struct libjvm *java, const char *program) {
  char *path = realpath(program, NULL);
  bool found =
      path != NULL && cut_name(path, "java") && cut_name(path, "bin") && examine(java, path);
  free(path);
  return found;
}

/* The JDK to which the `java` belongs that a shell would run. */
static bool find_on_path(struct libjvm *java) {
  struct string_list folders = {0};
  const char *path = getenv("PATH");
  string_list_split(&folders, path == NULL ? "" : path, ":");
  bool found = false;
  for (size_t i = 0; i < folders.count; i++) {
    char program[PATH_MAX];
    int size = snprintf(program, sizeof program, "%s/java", folders.items[i]);
    if (size < (int)sizeof program && access(program, X_OK) == 0) {
      found = find_behind(java, program);
      break;
    }
  }
  string_list_free(&folders);
  return found;
}

/* Keeps the newer one; `newest` is all zero as long as there is none. */
static void take_if_newer(struct libjvm *newest, const char *home) {
  struct libjvm java;
  if (!examine(&java, home)) {
    return;
  }
  if (newest->home == NULL || java.version > newest->version) {
    struct libjvm older = *newest;
    *newest = java;
    java = older;
  }
  libjvm_free(&java);
}

/* The newest JDK in the usual folders; of two alike the first by name. */
static bool find_newest(struct libjvm *newest, const char *const *patterns) {
  for (; patterns != NULL && *patterns != NULL; patterns++) {
    glob_t homes;
    if (glob(*patterns, 0, NULL, &homes) != 0) {
      continue;
    }
    for (size_t i = 0; i < homes.gl_pathc; i++) {
      take_if_newer(newest, homes.gl_pathv[i]);
    }
    globfree(&homes);
  }
  return newest->home != NULL;
}

static abcistream_status refuse_old(struct libjvm *java, const char *where,
                                    abcistream_error *error) {
  error_set(error, ABCISTREAM_JVM_NOT_FOUND,
            "%s is Java %d (\"%s\"); abcistream needs Java 17 or later: " WHAT_TO_DO, where,
            java->version, java->home);
  libjvm_free(java);
  return ABCISTREAM_JVM_NOT_FOUND;
}

static abcistream_status refuse_nothing(const char *const *patterns, abcistream_error *error) {
  char places[256] = "";
  for (; patterns != NULL && *patterns != NULL; patterns++) {
    size_t used = strlen(places);
    snprintf(places + used, sizeof places - used, ", %s", *patterns);
  }
  return error_set(
      error, ABCISTREAM_JVM_NOT_FOUND,
      "no Java was found: options.java_home, the config's abcistream.jvm.home and "
      "JAVA_HOME are not set, and no JDK lies behind a java on the PATH or in the usual "
      "folders%s: " WHAT_TO_DO,
      places);
}

abcistream_status libjvm_find(struct libjvm *found, const struct libjvm_search *search,
                              abcistream_error *error) {
  *found = (struct libjvm){0};
  struct given home;
  if (named_home(&home, search)) {
    return take_named(found, &home, error);
  }
  struct libjvm on_path = {0};
  bool has_path = find_on_path(&on_path);
  if (has_path && is_new_enough(&on_path)) {
    *found = on_path;
    return ABCISTREAM_OK;
  }
  struct libjvm newest = {0};
  bool has_newest = find_newest(&newest, search->usual_folders);
  if (has_newest && is_new_enough(&newest)) {
    libjvm_free(&on_path);
    *found = newest;
    return ABCISTREAM_OK;
  }
  if (has_path) {
    libjvm_free(&newest);
    return refuse_old(&on_path, "the java on the PATH", error);
  }
  return has_newest ? refuse_old(&newest, "the newest JDK in the usual folders", error)
                    : refuse_nothing(search->usual_folders, error);
}
