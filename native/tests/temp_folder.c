#include "tests/temp_folder.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/check.h"

char *temp_folder_path(const char *folder, const char *name) {
  char *path = NULL;
  CHECK(asprintf(&path, "%s/%s", folder, name) > 0);
  return path;
}

char *temp_folder_create(void) {
  const char *parent = getenv("TMPDIR");
  char *template = temp_folder_path(parent != NULL && parent[0] != '\0' ? parent : "/tmp",
                                    "abcistream-test-XXXXXX");
  CHECK(mkdtemp(template) != NULL);
  char *folder = realpath(template, NULL);
  CHECK(folder != NULL);
  free(template);
  return folder;
}

void temp_folder_write(const char *folder, const char *name, const char *text) {
  char *path = temp_folder_path(folder, name);
  for (size_t i = strlen(folder) + 1; path[i] != '\0'; i++) {
    if (path[i] == '/') {
      path[i] = '\0';
      mkdir(path, 0755);
      path[i] = '/';
    }
  }
  FILE *file = fopen(path, "we");
  CHECK(file != NULL);
  CHECK(fputs(text, file) >= 0);
  CHECK_INT(0, fclose(file));
  free(path);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *ftw) {
  (void)status;
  (void)type;
  (void)ftw;
  return remove(path);
}

void temp_folder_remove(char *folder) {
  CHECK_INT(0, nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS));
  free(folder);
}
