#include "jvm/class_path.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

static bool is_jar(const char *name) {
  size_t size = strlen(name);
  return size > 4 && strcmp(name + size - 4, ".jar") == 0;
}

static int is_jar_entry(const struct dirent *entry) { return is_jar(entry->d_name); }

static int compare_bytes(const struct dirent **left, const struct dirent **right) {
  return strcmp((*left)->d_name, (*right)->d_name);
}

/* Adds what a folder means. False with errno when it cannot be read. */
static bool add_folder(struct string_list *entries, const char *folder) {
  struct dirent **jars = NULL;
  int count = scandir(folder, &jars, is_jar_entry, compare_bytes);
  if (count < 0) {
    return false;
  }
  if (count == 0) {
    string_list_add(entries, folder);
  }
  for (int i = 0; i < count; i++) {
    string_list_printf(entries, "%s/%s", folder, jars[i]->d_name);
    free(jars[i]);
  }
  free(jars);
  return true;
}

static bool add_entry(struct string_list *entries, const char *entry) {
  struct stat status;
  if (stat(entry, &status) != 0 || access(entry, R_OK) != 0) {
    return false;
  }
  if (S_ISDIR(status.st_mode)) {
    return add_folder(entries, entry);
  }
  string_list_add(entries, entry);
  return true;
}

static bool is_host(const char *entry) {
  static const char prefix[] = "abcistream-host";
  const char *slash = strrchr(entry, '/');
  const char *name = slash == NULL ? entry : slash + 1;
  char class_file[PATH_MAX];
  snprintf(class_file, sizeof class_file, "%s/org/abcistream/host/Host.class", entry);
  return (strncmp(name, prefix, sizeof prefix - 1) == 0 && is_jar(name)) ||
         access(class_file, R_OK) == 0;
}

static bool has_host(const struct string_list *entries) {
  for (size_t i = 0; i < entries->count; i++) {
    if (is_host(entries->items[i])) {
      return true;
    }
  }
  return false;
}

static abcistream_status expand(struct string_list *entries, const struct string_list *written,
                                const struct given *class_path, abcistream_error *error) {
  for (size_t i = 0; i < written->count; i++) {
    if (!add_entry(entries, written->items[i])) {
      return error_set(error, ABCISTREAM_JVM_START,
                       "the class path entry \"%s\", from %s, cannot be read (%s): name a jar, or "
                       "a folder of jars",
                       written->items[i], class_path->source, strerror(errno));
    }
  }
  if (entries->failed || written->failed) {
    return error_set(error, ABCISTREAM_NO_MEMORY, "no memory for the class path");
  }
  if (!has_host(entries)) {
    return error_set(error, ABCISTREAM_JVM_START,
                     "the class path \"%s\", from %s, has no abcistream-host jar: add the folder "
                     "share/abcistream of the installation",
                     class_path->value, class_path->source);
  }
  return ABCISTREAM_OK;
}

abcistream_status class_path_expand(struct string_list *entries, const struct given *class_path,
                                    abcistream_error *error) {
  *entries = (struct string_list){0};
  struct string_list written = {0};
  string_list_split(&written, class_path->value, ":");
  abcistream_status status = expand(entries, &written, class_path, error);
  string_list_free(&written);
  if (status != ABCISTREAM_OK) {
    string_list_free(entries);
  }
  return status;
}
