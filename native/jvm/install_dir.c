#include "jvm/install_dir.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "jvm/given.h"

static bool has_share(const char *folder) {
  char path[PATH_MAX];
  struct stat status;
  int size = snprintf(path, sizeof path, "%s/share/abcistream", folder);
  return size < (int)sizeof path && stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* A library lies in lib, lib64 or lib/<triplet>, a program in bin. */
static char *find_above(const char *file) {
  char *folder = realpath(file, NULL);
  for (char *end = folder == NULL ? NULL : strrchr(folder, '/'); end != NULL && end != folder;
       end = strrchr(folder, '/')) {
    *end = '\0';
    if (has_share(folder)) {
      return folder;
    }
  }
  free(folder);
  return NULL;
}

/* Inside a statically linked program this is what the program was called as, perhaps relative to a
 * folder that it has left since; then the program's own link in /proc still finds it. */
static char *find_above_library(void) {
  static const char here;
  Dl_info library;
  return dladdr(&here, &library) == 0 ? NULL : find_above(library.dli_fname);
}

char *install_dir_find(const char *requested) {
  struct given given;
  if (given_directly(&given, requested, "") || given_by_environment(&given, "ABCISTREAM_HOME")) {
    return strdup(given.value);
  }
  char *found = find_above_library();
  return found != NULL ? found : find_above("/proc/self/exe");
}
