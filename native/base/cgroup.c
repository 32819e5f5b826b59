#include "base/cgroup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Version 1 writes no limit as the largest multiple of a page. */
#define NO_LIMIT (INT64_MAX / 2)

const struct cgroup_place cgroup_of_process = {.membership = "/proc/self/cgroup",
                                               .mount = "/sys/fs/cgroup"};

/* The number that is all of a file; NO_LIMIT where there is no file, or no number in it. */
static int64_t read_limit(const char *file) {
  char text[32] = "";
  FILE *stream = fopen(file, "re");
  if (stream == NULL) {
    return NO_LIMIT;
  }
  char *end = text;
  long long bytes = fgets(text, sizeof text, stream) != NULL ? strtoll(text, &end, 10) : 0;
  fclose(stream);
  return end != text && bytes >= 0 ? (int64_t)bytes : NO_LIMIT;
}

static void take_file(struct cgroup_limit *lowest, const char *folder, const char *name) {
  char file[sizeof lowest->file];
  int size = snprintf(file, sizeof file, "%s/%s", folder, name);
  int64_t bytes = size < (int)sizeof file ? read_limit(file) : NO_LIMIT;
  if (bytes < lowest->bytes) {
    lowest->bytes = bytes;
    memcpy(lowest->file, file, (size_t)size + 1);
  }
}

/* A container sees its own group as the mount itself, though its path may be another one; so a
 * folder that is not there is passed over, and the mount is looked into last. */
static void take_lowest(struct cgroup_limit *lowest, const char *mount, const char *group,
                        const char *name) {
  char folder[PATH_MAX];
  size_t mount_size = strlen(mount);
  int size = snprintf(folder, sizeof folder, "%s%s", mount, group);
  if (size >= (int)sizeof folder) {
    return;
  }
  size -= folder[size - 1] == '/' ? 1 : 0;
  for (char *end = folder + size; end >= folder + mount_size; end = strrchr(folder, '/')) {
    *end = '\0';
    take_file(lowest, folder, name);
  }
}

/* Whether a list with commas has a name. */
static bool is_listed(const char *list, const char *name) {
  size_t size = strlen(name);
  for (const char *at = list; at != NULL; at = strchr(at, ',')) {
    at += *at == ',' ? 1 : 0;
    if (strncmp(at, name, size) == 0 && (at[size] == ',' || at[size] == '\0')) {
      return true;
    }
  }
  return false;
}

/* A line is `number:controllers:group`; that of version 2 has no controllers, and a mount of its
 * own where version 1 is there too. */
static void take_line(struct cgroup_limit *lowest, const char *mount, char *line) {
  strsep(&line, ":");
  const char *controllers = strsep(&line, ":");
  const char *group = strsep(&line, "\n");
  if (controllers == NULL || group == NULL) {
    return;
  }
  char beside[PATH_MAX];
  if (controllers[0] == '\0') {
    snprintf(beside, sizeof beside, "%s/unified", mount);
    take_lowest(lowest, beside, group, "memory.max");
    take_lowest(lowest, mount, group, "memory.max");
  } else if (is_listed(controllers, "memory")) {
    snprintf(beside, sizeof beside, "%s/memory", mount);
    take_lowest(lowest, beside, group, "memory.limit_in_bytes");
  }
}

bool cgroup_memory_limit(struct cgroup_limit *limit, const struct cgroup_place *place) {
  *limit = (struct cgroup_limit){.bytes = NO_LIMIT};
  FILE *membership = fopen(place->membership, "re");
  if (membership == NULL) {
    return false;
  }
  char line[PATH_MAX];
  while (fgets(line, sizeof line, membership) != NULL) {
    take_line(limit, place->mount, line);
  }
  fclose(membership);
  return limit->bytes < NO_LIMIT;
}
