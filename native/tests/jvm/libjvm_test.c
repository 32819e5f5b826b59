/* Where a JDK is looked for, and what is said when it is not there. */
#include "jvm/libjvm.h"

#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/check.h"
#include "tests/temp_folder.h"

static char *folder; /* Of the test that runs. */

static char *path_of(const char *name) { return temp_folder_path(folder, name); }

/* A home that looks like a JDK; no version: it has no `release` file. */
static char *make_home(const char *name, const char *version) {
  char *file = temp_folder_path(name, "lib/server/libjvm.so");
  temp_folder_write(folder, file, "");
  free(file);
  file = temp_folder_path(name, "bin/java");
  temp_folder_write(folder, file, "");
  char *java = path_of(file);
  CHECK_INT(0, chmod(java, 0755));
  free(java);
  free(file);
  if (version != NULL) {
    char release[128];
    snprintf(release, sizeof release, "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"%s\"\n", version);
    file = temp_folder_path(name, "release");
    temp_folder_write(folder, file, release);
    free(file);
  }
  return path_of(name);
}

static void expect_home(const struct libjvm_search *search, const char *home, int version) {
  struct libjvm java;
  abcistream_error error = {.status = ABCISTREAM_OK};
  abcistream_status status = libjvm_find(&java, search, &error);
  CHECK_STR("", error.message);
  CHECK_INT(ABCISTREAM_OK, status);
  CHECK_STR(home, java.home);
  CHECK_CONTAINS(java.path, "/lib/server/libjvm.so");
  CHECK_INT(version, java.version);
  libjvm_free(&java);
}

static void expect_error(const struct libjvm_search *search, const char *message) {
  struct libjvm java;
  abcistream_error error;
  CHECK_INT(ABCISTREAM_JVM_NOT_FOUND, libjvm_find(&java, search, &error));
  CHECK_INT(ABCISTREAM_JVM_NOT_FOUND, error.status);
  CHECK_STR(message, error.message);
  CHECK(java.home == NULL && java.path == NULL);
}

__attribute__((format(printf, 1, 2))) static const char *formatted(const char *format, ...) {
  static char text[ABCISTREAM_ERROR_SIZE];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  return text;
}

static void named_homes_are_taken_in_order(void) {
  char *of_node = make_home("node", "17");
  char *of_override = make_home("override", "18");
  char *of_config = make_home("config", "19.0.1");
  char *of_environment = make_home("environment", "20-ea");
  setenv("SIMD_ABCISTREAM_JVM_HOME", of_override, 1);
  setenv("JAVA_HOME", of_environment, 1);
  struct libjvm_search search = {
      .java_home = of_node, .env_prefix = "SIMD", .config_home = of_config};
  expect_home(&search, of_node, 17);
  search.java_home = "";
  expect_home(&search, of_override, 18);
  search.env_prefix = NULL;
  expect_home(&search, of_config, 19);
  search.config_home = NULL;
  expect_home(&search, of_environment, 20);
  free(of_node);
  free(of_override);
  free(of_config);
  free(of_environment);
}

static void a_wrong_named_home_is_an_error_whatever_else_there_is(void) {
  char *good = make_home("good", "17");
  const char *usual[] = {good, NULL};
  struct libjvm_search search = {.java_home = "/no/jdk", .usual_folders = usual};
  expect_error(
      &search,
      "options.java_home is \"/no/jdk\", which has no readable lib/server/libjvm.so; set it "
      "to the folder of a JDK 17 or later");
  search.java_home = NULL;
  setenv("SIMD_ABCISTREAM_JVM_HOME", folder, 1);
  search.env_prefix = "SIMD";
  expect_error(&search,
               formatted("the environment variable SIMD_ABCISTREAM_JVM_HOME is \"%s\", "
                         "which has no readable lib/server/libjvm.so; set it to the folder "
                         "of a JDK 17 or later",
                         folder));
  search.env_prefix = NULL;
  setenv("JAVA_HOME", "/no/such", 1);
  expect_error(&search,
               "the environment variable JAVA_HOME is \"/no/such\", which has no readable "
               "lib/server/libjvm.so; set it to the folder of a JDK 17 or later");
  free(good);
}

static void an_old_named_home_is_an_error(void) {
  char *old = make_home("old", "11.0.25");
  char *ancient = make_home("ancient", "1.8.0_412");
  struct libjvm_search search = {.config_home = old};
  expect_error(&search,
               formatted("the config's abcistream.jvm.home is \"%s\", which is Java 11; "
                         "abcistream needs Java 17 or later: set it to the folder of such a "
                         "JDK",
                         old));
  search.config_home = ancient;
  expect_error(&search,
               formatted("the config's abcistream.jvm.home is \"%s\", which is Java 8; "
                         "abcistream needs Java 17 or later: set it to the folder of such a "
                         "JDK",
                         ancient));
  free(old);
  free(ancient);
}

static void a_home_without_a_release_file_is_taken(void) {
  char *home = make_home("plain", NULL);
  const struct libjvm_search search = {.java_home = home};
  expect_home(&search, home, 0);
  free(home);
}

/* Puts a folder with a link to the home's `java` on the PATH, behind one that has none. */
static void link_on_path(const char *home) {
  temp_folder_write(folder, "bin/other", "");
  char *target = temp_folder_path(home, "bin/java");
  char *link = path_of("bin/java");
  unlink(link);
  CHECK_INT(0, symlink(target, link));
  const char *path = formatted("/no/such/folder::%s/bin", folder);
  setenv("PATH", path, 1);
  free(target);
  free(link);
}

static void java_on_the_path_is_followed_through_links(void) {
  char *home = make_home("jdk", "21.0.1");
  char *usual_home = make_home("usual", "25");
  const char *usual[] = {usual_home, NULL};
  link_on_path(home);
  const struct libjvm_search search = {.usual_folders = usual};
  expect_home(&search, home, 21);
  free(home);
  free(usual_home);
}

static void an_old_java_on_the_path_gives_way_to_a_usual_folder(void) {
  char *old = make_home("old", "11.0.25");
  char *good = make_home("good", "17.0.15");
  const char *usual[] = {good, NULL};
  link_on_path(old);
  struct libjvm_search search = {.usual_folders = usual};
  expect_home(&search, good, 17);
  search.usual_folders = NULL;
  expect_error(&search, formatted("the java on the PATH is Java 11 (\"%s\"); abcistream needs Java "
                                  "17 or later: install a JDK 17 or later, or set JAVA_HOME to its "
                                  "folder",
                                  old));
  free(old);
  free(good);
}

static void a_script_called_java_is_passed_over(void) {
  char *good = make_home("good", "17.0.15");
  const char *usual[] = {good, NULL};
  temp_folder_write(folder, "shims/java", "");
  char *script = path_of("shims/java");
  CHECK_INT(0, chmod(script, 0755));
  char *path = path_of("shims");
  setenv("PATH", path, 1);
  const struct libjvm_search search = {.usual_folders = usual};
  expect_home(&search, good, 17);
  free(script);
  free(path);
  free(good);
}

static void the_newest_of_the_usual_folders_is_taken(void) {
  char *old = make_home("jvm/a-9", "9.0.4");
  char *middle = make_home("jvm/b-17", "17.0.15");
  char *newest = make_home("jvm/c-25", "25.0.3");
  char *plain = make_home("jvm/d-plain", NULL);
  char *pattern = path_of("jvm/*");
  const char *usual[] = {"/no/such/*", pattern, middle, NULL};
  const struct libjvm_search search = {.usual_folders = usual};
  expect_home(&search, newest, 25);
  free(old);
  free(middle);
  free(newest);
  free(plain);
  free(pattern);
}

static void nothing_found_says_where_was_looked(void) {
  setenv("PATH", "", 1);
  const char *usual[] = {"/no/such/*", "/no/jdk", NULL};
  struct libjvm_search search = {.usual_folders = usual};
  expect_error(&search,
               "no Java was found: options.java_home, the config's abcistream.jvm.home and "
               "JAVA_HOME are not set, and no JDK lies behind a java on the PATH or in the "
               "usual folders, /no/such/*, /no/jdk: install a JDK 17 or later, or set "
               "JAVA_HOME to its folder");
  char *old = make_home("jvm/old", "11");
  usual[0] = old;
  expect_error(&search,
               formatted("the newest JDK in the usual folders is Java 11 (\"%s\"); "
                         "abcistream needs Java 17 or later: install a JDK 17 or later, or "
                         "set JAVA_HOME to its folder",
                         old));
  free(old);
}

int main(void) {
  static void (*const tests[])(void) = {
      named_homes_are_taken_in_order,
      a_wrong_named_home_is_an_error_whatever_else_there_is,
      an_old_named_home_is_an_error,
      a_home_without_a_release_file_is_taken,
      java_on_the_path_is_followed_through_links,
      an_old_java_on_the_path_gives_way_to_a_usual_folder,
      a_script_called_java_is_passed_over,
      the_newest_of_the_usual_folders_is_taken,
      nothing_found_says_where_was_looked,
  };
  for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
    unsetenv("JAVA_HOME");
    unsetenv("SIMD_ABCISTREAM_JVM_HOME");
    setenv("PATH", "/no/such", 1);
    folder = temp_folder_create();
    tests[i]();
    temp_folder_remove(folder);
  }
  return 0;
}
