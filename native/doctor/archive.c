#include "doctor/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <inttypes.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "doctor/child.h"
#include "doctor/installation.h"
#include "doctor/trial.h"
#include "jvm/class_archive.h"

#define NAME "class archive"

/* From this Java on the archive also depends on who may load native libraries. */
#define JAVA_WITH_NATIVE_ACCESS 22

extern char **environ;

/* ---- The classes of a start ---- */

/* The trial's JVM lists what it loads; an archive that there is already would be in its way. */
static bool ask_for_list(const char *list) {
  static const char variable[] = "ABCISTREAM_JVM_OPTIONS";
  const char *before = getenv(variable);
  char *options = NULL;
  if (asprintf(&options, "%s -Xshare:auto -XX:DumpLoadedClassList=%s", before != NULL ? before : "",
               list) < 0) {
    return false;
  }
  bool asked = setenv(variable, options, 1) == 0;
  free(options);
  return asked;
}

/* ---- The archive ---- */

/* Runs the JDK's own program, whose output nobody reads; whether it ended well, and in time. */
static bool run_java(const struct libjvm *java, const struct string_list *arguments,
                     int64_t deadline) {
  char program[PATH_MAX];
  int size = snprintf(program, sizeof program, "%s/bin/java", java->home);
  char **argv = (char **)calloc(arguments->count + 2, sizeof *argv);
  if (argv == NULL || size >= (int)sizeof program) {
    free((void *)argv);
    return false;
  }
  argv[0] = program;
  memcpy((void *)(argv + 1), (void *)arguments->items, arguments->count * sizeof *argv);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  pid_t process;
  int status = -1;
  bool ended = posix_spawn(&process, program, &actions, NULL, argv, environ) == 0 &&
               child_reap(&status, process, deadline);
  posix_spawn_file_actions_destroy(&actions);
  free((void *)argv);
  return ended && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* G1 is the one collector that every JDK can write the objects of an archive with; that of the node
 * may be another. */
static bool dump(const struct plan *plan, const char *list, const char *file, int64_t deadline) {
  struct string_list arguments = {0};
  string_list_add(&arguments, "-Xshare:dump");
  string_list_add(&arguments, CLASS_ARCHIVE_VERIFIED);
  string_list_add(&arguments, "-Xmx256m");
  string_list_add(&arguments, "-XX:+UseG1GC");
  string_list_printf(&arguments, "-XX:SharedClassListFile=%s", list);
  string_list_printf(&arguments, "-XX:SharedArchiveFile=%s", file);
  if (plan->java.version >= JAVA_WITH_NATIVE_ACCESS) {
    string_list_add(&arguments, "--enable-native-access=ALL-UNNAMED");
  }
  string_list_add(&arguments, "--class-path");
  string_list_take(&arguments, string_list_join(&plan->class_path, ':'));
  bool dumped = !arguments.failed && run_java(&plan->java, &arguments, deadline);
  string_list_free(&arguments);
  return dumped;
}

/* Options of others are for the node's JVM. */
static void forget_java_options(void) {
  unsetenv("JAVA_TOOL_OPTIONS");
  unsetenv("JDK_JAVA_OPTIONS");
  unsetenv("_JAVA_OPTIONS");
}

/* How many archives lie beside it: of other JDKs, whose nodes may need them, or of none that is
 * left. */
static size_t count_others(const struct plan *plan, const char *path) {
  char pattern[PATH_MAX];
  glob_t archives;
  snprintf(pattern, sizeof pattern, "%s/share/abcistream/classes-*.jsa", plan->install_dir);
  if (glob(pattern, 0, NULL, &archives) != 0) {
    return 0;
  }
  size_t others = 0;
  for (size_t i = 0; i < archives.gl_pathc; i++) {
    others += strcmp(archives.gl_pathv[i], path) != 0;
  }
  globfree(&archives);
  return others;
}

static void report_archive(struct report *report, const struct plan *plan, const char *path,
                           int64_t bytes) {
  char beside[128] = "";
  size_t others = count_others(plan, path);
  if (others > 0) {
    snprintf(beside, sizeof beside,
             "; beside it lie %zu of other JDKs or jars: delete those that no node needs any more",
             others);
  }
  report_add(report, OUTCOME_OK, NAME, NULL,
             "%s, %" PRId64 " MiB; nodes use it from their next start%s", path, bytes >> 20,
             beside);
}

static void write_archive(struct report *report, const struct plan *plan, const char *list,
                          const char *path, int64_t timeout_s) {
  static const char remedy[] =
      "run the doctor as one who may write to share/abcistream of the installation";
  char *temporary = NULL;
  if (asprintf(&temporary, "%s.%d", path, (int)getpid()) < 0) {
    report_add(report, OUTCOME_FAILURE, NAME, NULL, "no memory");
    return;
  }
  forget_java_options();
  struct stat status;
  int64_t deadline = clock_deadline(timeout_s * NANOSECONDS_PER_SECOND);
  bool dumped = dump(plan, list, temporary, deadline);
  if (!dumped && clock_now() >= deadline) {
    report_add(report, OUTCOME_FAILURE, NAME, "raise --timeout if it needs longer",
               "%s/bin/java was not done with %s within %" PRId64 " s", plan->java.home, temporary,
               timeout_s);
  } else if (!dumped || stat(temporary, &status) != 0) {
    report_add(report, OUTCOME_FAILURE, NAME, remedy, "%s/bin/java could not write %s",
               plan->java.home, temporary);
  } else if (chmod(temporary, 0444) != 0 || rename(temporary, path) != 0) {
    report_add(report, OUTCOME_FAILURE, NAME, remedy, "%s cannot be renamed to %s: %s", temporary,
               path, strerror(errno));
  } else {
    report_archive(report, plan, path, status.st_size);
  }
  unlink(temporary);
  free(temporary);
}

/* ---- Both ---- */

static const char *temp_folder(void) {
  const char *folder = getenv("TMPDIR");
  return folder != NULL && folder[0] != '\0' ? folder : "/tmp";
}

static void try_and_archive(struct report *report, const struct doctor_options *options,
                            const struct plan *plan, char *const *argv, const char *folder) {
  char list[PATH_MAX];
  snprintf(list, sizeof list, "%s/classes", folder);
  char *path = class_archive_path(plan);
  if (path == NULL || !ask_for_list(list)) {
    report_add(report, OUTCOME_FAILURE, NAME, NULL,
               "the files of the class path cannot be examined, or there is no memory");
  } else {
    trial_check(report, options, argv);
    if (report->failures == 0) {
      write_archive(report, plan, list, path, options->timeout_s);
    }
  }
  free(path);
  unlink(list);
}

void archive_make(struct report *report, const struct doctor_options *options,
                  const struct config *config, char *const *argv) {
  const char *parent = temp_folder();
  char folder[PATH_MAX - sizeof "/classes"];
  snprintf(folder, sizeof folder, "%s/abcistream-doctor-XXXXXX", parent);
  struct plan plan;
  abcistream_error error;
  if (!installation_plan(&plan, options, config, &error)) {
    report_add(report, OUTCOME_FAILURE, NAME, NULL, "%s", error.message);
    return;
  }
  /* At a blank the options of the JVM are cut in pieces, and the list of its classes is one. */
  const char *reason = strpbrk(folder, " \t\r\n") != NULL ? "it has a blank in its name"
                       : mkdtemp(folder) == NULL          ? strerror(errno)
                                                          : NULL;
  if (reason != NULL) {
    report_add(report, OUTCOME_FAILURE, NAME, "let TMPDIR name another folder, such as /var/tmp",
               "no folder can be made in %s: %s", parent, reason);
  } else {
    try_and_archive(report, options, &plan, argv, folder);
    rmdir(folder);
  }
  plan_free(&plan);
}
