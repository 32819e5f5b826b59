/*
 * Preloaded into a node: kills it as by kill -9 at a point of what Java does to the files of a
 * block. NODE_KILL names it, as POINT@HEIGHT: before or after a "rename-data" or "rename-meta" or
 * "write-progress", as in "before-rename-data", or in the middle of a write, as in "in-write-data",
 * "in-write-meta" and "in-write-progress". Any other point is left to the node.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

static char kill_point[64];
static long kill_height;

__attribute__((constructor)) static void read_point(void) {
  const char *text = getenv("NODE_KILL");
  if (text == NULL || sscanf(text, "%63[^@]@%ld", kill_point, &kill_height) != 2) {
    kill_point[0] = '\0';
  }
}

static void die(void) {
  kill(getpid(), SIGKILL);
  pause();
}

static bool is_point(const char *place, const char *what) {
  size_t size = strlen(place);
  return strncmp(kill_point, place, size) == 0 && strcmp(kill_point + size, what) == 0;
}

static bool has_meta(const char *folder, long height) {
  char path[PATH_SIZE + 32];
  snprintf(path, sizeof path, "%s/block-%ld-meta", folder, height);
  return access(path, F_OK) == 0;
}

/* What a write to the descriptor is called where it is for the block of the height, NULL for any
 * other. Temporary files and progress have no height in their names: it is that of the first block
 * which is not there yet, and of the last one which is. */
static const char *write_at_height(int descriptor) {
  char link[64];
  char path[PATH_SIZE];
  if (kill_point[0] == '\0') {
    return NULL;
  }
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t size = readlink(link, path, sizeof path - 1);
  char *name = size > 0 ? memrchr(path, '/', (size_t)size) : NULL;
  if (name == NULL) {
    return NULL;
  }
  path[size] = '\0';
  *name++ = '\0';
  const char *what = strcmp(name, ".block.tmp-data") == 0   ? "write-data"
                     : strcmp(name, ".block.tmp-meta") == 0 ? "write-meta"
                     : strcmp(name, ".block.progress") == 0 ? "write-progress"
                                                            : NULL;
  if (what == NULL) {
    return NULL;
  }
  long last = strcmp(what, "write-progress") == 0 ? kill_height : kill_height - 1;
  return has_meta(path, last) && !has_meta(path, last + 1) ? what : NULL;
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
  ssize_t (*next)(int, const struct iovec *, int) = dlsym(RTLD_NEXT, "writev");
  const char *what = write_at_height(descriptor);
  if (what != NULL && is_point("in-", what)) {
    next(descriptor, parts, 1);
    die();
  }
  return next(descriptor, parts, count);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t offset) {
  ssize_t (*next)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
  const char *what = write_at_height(descriptor);
  if (what != NULL && is_point("before-", what)) {
    die();
  }
  if (what != NULL && is_point("in-", what)) {
    next(descriptor, bytes, size / 2, offset);
    die();
  }
  ssize_t written = next(descriptor, bytes, size, offset);
  if (what != NULL && is_point("after-", what)) {
    die();
  }
  return written;
}

int rename(const char *from, const char *to) {
  int (*next)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
  const char *name = strrchr(to, '/');
  char what[] = "rename-....";
  long height = 0;
  bool is_here = name != NULL &&
                 sscanf(name, "/block-%ld-%4s", &height, what + strlen("rename-")) == 2 &&
                 height == kill_height;
  if (is_here && is_point("before-", what)) {
    die();
  }
  int result = next(from, to);
  if (is_here && is_point("after-", what)) {
    die();
  }
  return result;
}
