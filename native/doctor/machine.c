#include "doctor/machine.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/cgroup.h"
#include "jvm/executable_memory.h"

#define MIB INT64_C(1048576)

/* A node with less is about to stop anyway. */
#define LITTLE_SPACE (1024 * MIB)

/* ---- Executable memory ---- */

bool machine_check_executable_memory(struct report *report) {
  static const char name[] = "executable memory";
  abcistream_error reason;
  if (executable_memory_check(&reason) == ABCISTREAM_OK) {
    report_add(report, OUTCOME_OK, name, NULL, "memory can be written and executed");
    return true;
  }
  report_add(report, OUTCOME_FAILURE, name, EXECUTABLE_MEMORY_REMEDY, "%s", reason.message);
  return false;
}

/* ---- Folders ---- */

/* Cuts the path back to the nearest folder that is there; whether that is all of it. */
static bool find_existing(char *path) {
  bool is_whole = true;
  while (access(path, F_OK) != 0 && strrchr(path, '/') > path) {
    *strrchr(path, '/') = '\0';
    is_whole = false;
  }
  return is_whole;
}

static void check_writable(struct report *report, const char *name, const char *folder,
                           const char *note) {
  struct statvfs system;
  if (faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) != 0 || statvfs(folder, &system) != 0) {
    report_add(report, OUTCOME_FAILURE, name,
               errno == EROFS ? "mount it for writing; in a systemd unit, name it in ReadWritePaths"
                              : "let the node's user write in it",
               "%s%s cannot be written: %s", folder, note, strerror(errno));
    return;
  }
  int64_t free_bytes = (int64_t)(system.f_bavail * system.f_frsize);
  bool is_little = free_bytes < LITTLE_SPACE;
  report_add(report, is_little ? OUTCOME_WARNING : OUTCOME_OK, name,
             is_little ? "free space on its file system" : NULL,
             "%s%s can be written, %" PRId64 " MiB are free", folder, note, free_bytes / MIB);
}

static void check_folder(struct report *report, const char *name, const char *folder) {
  struct stat status;
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s", folder);
  const char *note = find_existing(path) ? "" : " (the folder is made in it)";
  if (stat(path, &status) == 0 && !S_ISDIR(status.st_mode)) {
    report_add(report, OUTCOME_FAILURE, name, "move it away, or name another folder",
               "%s is no folder", path);
    return;
  }
  check_writable(report, name, path, note);
}

void machine_check_folders(struct report *report, const char *home, const struct config *config) {
  check_folder(report, "home", home);
  struct string_list services = {0};
  config_values(&services, config, "store.streamers");
  for (size_t i = 0; i < services.count; i++) {
    char key[256];
    char folder[PATH_MAX];
    struct string_list values = {0};
    snprintf(key, sizeof key, "streamers.%s.write_dir", services.items[i]);
    config_values(&values, config, key);
    if (values.count > 0 && values.items[0][0] != '\0') {
      bool is_absolute = values.items[0][0] == '/';
      snprintf(folder, sizeof folder, "%s%s%s", is_absolute ? "" : home, is_absolute ? "" : "/",
               values.items[0]);
      check_folder(report, key, folder);
    }
    string_list_free(&values);
  }
  string_list_free(&services);
}

/* ---- Memory ---- */

/* What the machine has left for new processes; more than any where the kernel does not say. */
static int64_t available_bytes(void) {
  static const char field[] = "MemAvailable:";
  long long kilobytes = -1;
  char line[128];
  FILE *file = fopen("/proc/meminfo", "re");
  while (kilobytes < 0 && file != NULL && fgets(line, sizeof line, file) != NULL) {
    if (strncmp(line, field, strlen(field)) == 0) {
      kilobytes = strtoll(line + strlen(field), NULL, 10);
    }
  }
  if (file != NULL) {
    fclose(file);
  }
  return kilobytes < 0 ? INT64_MAX : (int64_t)kilobytes * 1024;
}

void machine_check_memory(struct report *report, const struct ceiling *ceiling) {
  static const char remedy[] =
      "lower -Xmx in abcistream.jvm.options, or give the node more memory; its own comes on top";
  int64_t sum = ceiling_sum(ceiling, CEILING_VM_THREADS);
  int64_t room = available_bytes();
  char allowed[PATH_MAX + 64];
  snprintf(allowed, sizeof allowed, "%" PRId64 " MiB are available", room / MIB);
  struct cgroup_limit limit;
  if (cgroup_memory_limit(&limit, &cgroup_of_process) && limit.bytes < room) {
    room = limit.bytes;
    snprintf(allowed, sizeof allowed, "the control group allows %" PRId64 " MiB (%s)", room / MIB,
             limit.file);
  }
  bool suffices = sum <= room;
  report_add(report, suffices ? OUTCOME_OK : OUTCOME_WARNING, "memory", suffices ? NULL : remedy,
             "the JVM may come to %" PRId64 " MiB (heap %" PRId64 "), and %s", sum / MIB,
             ceiling->heap / MIB, allowed);
}
