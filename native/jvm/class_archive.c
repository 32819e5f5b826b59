#include "jvm/class_archive.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* FNV-1a: names need to differ, and nobody gains from two that do not. */
#define HASH_START UINT64_C(0xcbf29ce484222325)
#define HASH_PRIME UINT64_C(0x100000001b3)

static void hash_bytes(uint64_t *hash, const char *bytes, size_t size) {
  for (size_t i = 0; i < size; i++) {
    *hash = (*hash ^ (unsigned char)bytes[i]) * HASH_PRIME;
  }
}

/* Path, size and time, as the JVM compares them: in seconds, which images of containers keep. */
static bool hash_file(uint64_t *hash, const char *path) {
  struct stat status;
  if (path == NULL || stat(path, &status) != 0) {
    return false;
  }
  char facts[64];
  int size = snprintf(facts, sizeof facts, " %lld %lld ", (long long)status.st_size,
                      (long long)status.st_mtim.tv_sec);
  hash_bytes(hash, path, strlen(path));
  hash_bytes(hash, facts, (size_t)size);
  return true;
}

char *class_archive_path(const struct plan *plan) {
  uint64_t hash = HASH_START;
  bool known = plan->install_dir != NULL && hash_file(&hash, plan->java.path);
  for (size_t i = 0; known && i < plan->class_path.count; i++) {
    known = hash_file(&hash, plan->class_path.items[i]);
  }
  char *path = NULL;
  if (!known || asprintf(&path, "%s/share/abcistream/classes-%d-%016" PRIx64 ".jsa",
                         plan->install_dir, plan->java.version, hash) < 0) {
    return NULL;
  }
  return path;
}

bool class_archive_is_chosen_by(const char *option) {
  static const char *const choices[] = {
      "-Xshare:",     "-XX:SharedArchiveFile=", "-XX:ArchiveClassesAtExit=",
      "-XX:AOTCache", "-XX:AOTMode=",           "-XX:-UseSharedSpaces"};
  for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
    if (strncmp(option, choices[i], strlen(choices[i])) == 0) {
      return true;
    }
  }
  return false;
}
