/* The name of a class archive: what it depends on, and which options leave the choice to others. */
#include "jvm/class_archive.h"

#include <sys/stat.h>

#include "tests/check.h"
#include "tests/temp_folder.h"

static char *folder;
static char *libjvm;
static char *jar;

/* Of a plan with both files (owned: free()). */
static char *archive(char *install_dir) {
  const struct plan plan = {.java = {.path = libjvm, .version = 17},
                            .class_path = {.items = &jar, .count = 1},
                            .install_dir = install_dir};
  return class_archive_path(&plan);
}

static void expect_same(bool same, char *before, char *after) {
  CHECK(before != NULL && after != NULL);
  CHECK_INT(same, strcmp(before, after) == 0);
  free(before);
  free(after);
}

static void the_name_stays_as_long_as_the_files_do(void) {
  char *path = archive(folder);
  char *beginning = temp_folder_path(folder, "share/abcistream/classes-17-");
  CHECK_CONTAINS(path, beginning);
  CHECK_INT(strlen(beginning) + strlen("0123456789abcdef.jsa"), strlen(path));
  free(beginning);
  expect_same(true, path, archive(folder));
}

static void another_size_is_another_archive(void) {
  char *before = archive(folder);
  temp_folder_write(folder, "a.jar", "longer");
  expect_same(false, before, archive(folder));
}

static void set_time(const char *path, time_t second) {
  const struct timespec times[] = {{.tv_sec = second}, {.tv_sec = second}};
  CHECK_INT(0, utimensat(-1, path, times, 0));
}

static void another_time_is_another_archive(void) {
  set_time(libjvm, 1);
  char *before = archive(folder);
  set_time(libjvm, 2);
  expect_same(false, before, archive(folder));
}

static void a_file_that_is_not_there_has_none(void) {
  char *there = jar;
  jar = temp_folder_path(folder, "missing.jar");
  CHECK_STR(NULL, archive(folder));
  free(jar);
  jar = there;
  CHECK_STR(NULL, archive(NULL));
}

static void options_may_choose_for_themselves(void) {
  CHECK(class_archive_is_chosen_by("-Xshare:off"));
  CHECK(class_archive_is_chosen_by("-XX:SharedArchiveFile=/x"));
  CHECK(class_archive_is_chosen_by("-XX:ArchiveClassesAtExit=/x"));
  CHECK(class_archive_is_chosen_by("-XX:AOTCache=/x"));
  CHECK(!class_archive_is_chosen_by("-Xmx1g"));
}

int main(void) {
  folder = temp_folder_create();
  libjvm = temp_folder_path(folder, "libjvm.so");
  jar = temp_folder_path(folder, "a.jar");
  temp_folder_write(folder, "libjvm.so", "");
  temp_folder_write(folder, "a.jar", "");
  the_name_stays_as_long_as_the_files_do();
  another_size_is_another_archive();
  another_time_is_another_archive();
  a_file_that_is_not_there_has_none();
  options_may_choose_for_themselves();
  free(libjvm);
  free(jar);
  temp_folder_remove(folder);
  return 0;
}
