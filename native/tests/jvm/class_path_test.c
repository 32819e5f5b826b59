/* How a class path is opened out, and what is said of one that cannot be. */
#include "jvm/class_path.h"

#include <stdarg.h>

#include "tests/check.h"
#include "tests/temp_folder.h"

static char *folder; /* Of the test that runs. */

__attribute__((format(printf, 1, 2))) static const char *formatted(const char *format, ...) {
  static char text[ABCISTREAM_ERROR_SIZE];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  return text;
}

static void touch(const char *name) { temp_folder_write(folder, name, ""); }

static abcistream_status expand(struct string_list *entries, abcistream_error *error,
                                const char *class_path) {
  struct given given;
  CHECK(given_directly(&given, class_path, "a test"));
  return class_path_expand(entries, &given, error);
}

static void expect_entries(const char *class_path, const char *joined) {
  struct string_list entries;
  abcistream_error error = {.status = ABCISTREAM_OK};
  abcistream_status status = expand(&entries, &error, class_path);
  CHECK_STR("", error.message);
  CHECK_INT(ABCISTREAM_OK, status);
  char *actual = string_list_join(&entries, ':');
  CHECK_STR(joined, actual);
  free(actual);
  string_list_free(&entries);
}

static void expect_error(const char *class_path, const char *message) {
  struct string_list entries;
  abcistream_error error;
  char copy[ABCISTREAM_ERROR_SIZE];
  snprintf(copy, sizeof copy, "%s", class_path);
  CHECK_INT(ABCISTREAM_JVM_START, expand(&entries, &error, copy));
  CHECK_STR(message, error.message);
  CHECK_INT(0, entries.count);
}

static void a_folder_means_its_jars_by_name(void) {
  touch("lib/slf4j-api.jar");
  touch("lib/abcistream-host-0.1.0.jar");
  touch("lib/README.txt");
  touch("lib/.jar");
  touch("other/x.jar");
  char *expected =
      strdup(formatted("%s/other/x.jar:%s/lib/abcistream-host-0.1.0.jar:%s/lib/slf4j-api.jar",
                       folder, folder, folder));
  expect_entries(formatted("%s/other/x.jar:%s/lib", folder, folder), expected);
  free(expected);
}

static void a_folder_without_jars_means_its_classes(void) {
  touch("classes/org/abcistream/host/Host.class");
  char *expected = strdup(formatted("%s/classes", folder));
  expect_entries(formatted("::%s/classes:", folder), expected);
  free(expected);
}

static void a_missing_entry_is_named(void) {
  touch("lib/abcistream-host.jar");
  char *message =
      strdup(formatted("the class path entry \"%s/none.jar\", from a test, cannot be read (No such "
                       "file or directory): name a jar, or a folder of jars",
                       folder));
  expect_error(formatted("%s/lib:%s/none.jar", folder, folder), message);
  free(message);
}

static void a_class_path_without_the_host_is_refused(void) {
  touch("lib/abcistream-api.jar");
  touch("lib/abcistream-host.txt");
  char *message = strdup(
      formatted("the class path \"%s/lib\", from a test, has no abcistream-host jar: add the "
                "folder share/abcistream of the installation",
                folder));
  expect_error(formatted("%s/lib", folder), message);
  free(message);
}

int main(void) {
  static void (*const tests[])(void) = {
      a_folder_means_its_jars_by_name,
      a_folder_without_jars_means_its_classes,
      a_missing_entry_is_named,
      a_class_path_without_the_host_is_refused,
  };
  for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
    folder = temp_folder_create();
    tests[i]();
    temp_folder_remove(folder);
  }
  return 0;
}
