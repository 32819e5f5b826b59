/*
 * How much memory the control groups of this process let it have. A container, a systemd unit and
 * `systemd-run` all set such a limit, and the kernel kills the process that goes beyond it.
 */
#ifndef ABCISTREAM_BASE_CGROUP_H
#define ABCISTREAM_BASE_CGROUP_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

/** Where to look; tests have files of their own. */
struct cgroup_place {
  const char *membership; /* What /proc/self/cgroup is. */
  const char *mount;      /* What /sys/fs/cgroup is. */
};

/** The place of this process. */
extern const struct cgroup_place cgroup_of_process;

struct cgroup_limit {
  int64_t bytes;
  char file[PATH_MAX]; /* That says so. */
};

/**
 * The lowest limit among the groups of the process and all groups above them, of version 2
 * (`memory.max`) and version 1 (`memory.limit_in_bytes`) alike. False where there is none.
 */
bool cgroup_memory_limit(struct cgroup_limit *limit, const struct cgroup_place *place);

#endif
