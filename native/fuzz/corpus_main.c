/*
 * Runs a fuzz target once on each file of the folders that are given, in place of the fuzzer: so
 * every build tests what was ever found.
 */
#include <dirent.h>

#include "fuzz/fuzz_input.h"
#include "tests/check.h"

#define MOST_BYTES (1 << 20)

static void run_file(const char *folder, const char *name) {
  char *path = NULL;
  CHECK(asprintf(&path, "%s/%s", folder, name) > 0);
  fprintf(stderr, "%s\n", path);
  FILE *file = fopen(path, "rbe");
  CHECK(file != NULL);
  uint8_t *bytes = malloc(MOST_BYTES);
  size_t size = fread(bytes, 1, MOST_BYTES, file);
  CHECK(feof(file) != 0);
  fclose(file);
  /* An allocation of just this size lets memory checkers see a step beyond the input. */
  bytes = realloc(bytes, size > 0 ? size : 1);
  LLVMFuzzerTestOneInput(bytes, size);
  free(bytes);
  free(path);
}

static int run_folder(const char *folder) {
  DIR *directory = opendir(folder);
  CHECK(directory != NULL);
  int files = 0;
  for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
    if (entry->d_name[0] != '.') {
      run_file(folder, entry->d_name);
      files++;
    }
  }
  closedir(directory);
  return files;
}

int main(int argc, char **argv) {
  CHECK(argc > 1);
  for (int i = 1; i < argc; i++) {
    CHECK(run_folder(argv[i]) > 0);
  }
  return 0;
}
