#include "doctor/trial.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "doctor/child.h"

#define NANOSECONDS_PER_MILLISECOND INT64_C(1000000)

extern char **environ;

/* What comes out of the process by one pipe. */
struct stream {
  int fd;          /* -1 once it has ended. */
  char text[4096]; /* Findings: the line so far. The log: its end. */
  size_t size;
};

struct trial {
  struct report *report;
  struct stream findings;
  struct stream log;
  pid_t process;
  int status;       /* As waitpid() gives it. */
  bool is_killed;   /* At the deadline, by the doctor. */
  bool is_complete; /* The last finding has come. */
};

/* ---- What comes out ---- */

static void take_finding(struct trial *trial, char *line) {
  char *rest = line;
  const char *outcome = strsep(&rest, "\t");
  const char *name = strsep(&rest, "\t");
  if (name == NULL || rest == NULL) {
    return;
  }
  struct check check = {.outcome = OUTCOME_FAILURE};
  for (int i = 0; i < OUTCOMES; i++) {
    check.outcome = strcmp(outcome, outcome_names[i]) == 0 ? (enum outcome)i : check.outcome;
  }
  snprintf(check.name, sizeof check.name, "%s", name);
  snprintf(check.found, sizeof check.found, "%s", rest);
  trial->is_complete |= strcmp(name, TRIAL_END) == 0;
  report_take(trial->report, &check);
}

static void take_findings(struct trial *trial) {
  struct stream *stream = &trial->findings;
  char *end;
  while ((end = memchr(stream->text, '\n', stream->size)) != NULL) {
    *end = '\0';
    take_finding(trial, stream->text);
    stream->size -= (size_t)(end + 1 - stream->text);
    memmove(stream->text, end + 1, stream->size);
  }
}

/* Reads what is there; a full buffer first loses its older half. */
static void receive(struct stream *stream) {
  size_t half = sizeof stream->text / 2;
  if (stream->size > half) {
    memmove(stream->text, stream->text + stream->size - half, half);
    stream->size = half;
  }
  ssize_t got = read(stream->fd, stream->text + stream->size, sizeof stream->text - stream->size);
  if (got > 0) {
    stream->size += (size_t)got;
  } else if (got == 0 || errno != EINTR) {
    close(stream->fd);
    stream->fd = -1;
  }
}

/* Until both pipes have ended, or the deadline comes. */
static void listen_until(struct trial *trial, int64_t deadline) {
  while (trial->findings.fd >= 0 || trial->log.fd >= 0) {
    struct pollfd files[] = {{.fd = trial->findings.fd, .events = POLLIN},
                             {.fd = trial->log.fd, .events = POLLIN}};
    int64_t left = (deadline - clock_now()) / NANOSECONDS_PER_MILLISECOND;
    if (left <= 0 || (poll(files, 2, (int)left) < 0 && errno != EINTR)) {
      return;
    }
    if (files[0].revents != 0) {
      receive(&trial->findings);
      take_findings(trial);
    }
    if (files[1].revents != 0) {
      receive(&trial->log);
    }
  }
}

/* ---- The process ---- */

static void close_if_open(int fd) {
  if (fd >= 0) {
    close(fd);
  }
}

/* The environment with the option that makes a stream a trial (owned: free() both). */
static char **make_environment(char **variable, const char *prefix) {
  size_t count = 0;
  while (environ[count] != NULL) {
    count++;
  }
  char **environment = (char **)calloc(count + 2, sizeof *environment);
  int size = asprintf(variable, "%s_ABCISTREAM_TRIAL=true", prefix);
  if (environment == NULL || size < 0) {
    free((void *)environment);
    *variable = size < 0 ? NULL : *variable;
    return NULL;
  }
  for (char *at = *variable; *at != '='; at++) {
    *at = (char)toupper((unsigned char)*at);
  }
  environment[0] = *variable;
  memcpy((void *)(environment + 1), (void *)environ, count * sizeof *environ);
  return environment;
}

static char **make_arguments(char *const *argv) {
  static char trial[] = "--trial";
  size_t count = 0;
  while (argv[count] != NULL) {
    count++;
  }
  char **arguments = (char **)calloc(count + 2, sizeof *arguments);
  if (arguments != NULL) {
    memcpy((void *)arguments, (const void *)argv, count * sizeof *argv);
    arguments[count] = trial;
  }
  return arguments;
}

/* errno of what fails, else 0. The ends of the pipes that the process has are closed here. */
static int spawn(pid_t *process, char *const *arguments, char *const *environment, int findings,
                 int log) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, log, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, log, STDERR_FILENO);
  posix_spawn_file_actions_adddup2(&actions, findings, TRIAL_FINDINGS);
  int result = posix_spawn(process, "/proc/self/exe", &actions, NULL, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  return result;
}

static int start(struct trial *trial, const struct doctor_options *options, char *const *argv) {
  int findings[2] = {-1, -1};
  int log[2] = {-1, -1};
  char *variable = NULL;
  char **environment = make_environment(
      &variable, options->env_prefix != NULL ? options->env_prefix : TRIAL_ENV_PREFIX);
  char **arguments = make_arguments(argv);
  int failure = ENOMEM;
  if (environment != NULL && arguments != NULL) {
    failure = pipe2(findings, O_CLOEXEC) == 0 && pipe2(log, O_CLOEXEC) == 0
                  ? spawn(&trial->process, arguments, environment, findings[1], log[1])
                  : errno;
  }
  close_if_open(findings[1]);
  close_if_open(log[1]);
  trial->findings.fd = findings[0];
  trial->log.fd = log[0];
  free((void *)arguments);
  free((void *)environment);
  free(variable);
  return failure;
}

/* ---- What to make of it ---- */

/* The last lines of the log, in one. */
static const char *end_of_log(struct trial *trial) {
  struct stream *log = &trial->log;
  size_t from = log->size > 1200 ? log->size - 1200 : 0;
  log->text[log->size < sizeof log->text ? log->size : sizeof log->text - 1] = '\0';
  char *end = log->text + from;
  for (char *at = strchr(end, '\n'); at != NULL; at = strchr(at, '\n')) {
    *at = '|';
  }
  return end;
}

static void report_broken(struct trial *trial, int64_t timeout_s) {
  static const char name[] = "trial";
  if (trial->is_killed) {
    report_add(trial->report, OUTCOME_FAILURE, name,
               "raise --timeout if it needs longer; a JVM that hangs shows its threads by "
               "jcmd PID Thread.print",
               "the process that tried the streams was not done within %" PRId64
               " s; the end of its log: %s",
               timeout_s, end_of_log(trial));
  } else if (WIFSIGNALED(trial->status)) {
    report_add(trial->report, OUTCOME_FAILURE, name,
               "an hs_err file in the home says what the JVM was doing; use another JDK, or leave "
               "out options and agents of abcistream.jvm.options",
               "the process that tried the streams was ended by signal %d (%s); the end of its "
               "log: %s",
               WTERMSIG(trial->status), strsignal(WTERMSIG(trial->status)), end_of_log(trial));
  } else {
    report_add(trial->report, OUTCOME_FAILURE, name, NULL,
               "the process that tried the streams ended with %d; the end of its log: %s",
               WEXITSTATUS(trial->status), end_of_log(trial));
  }
}

void trial_check(struct report *report, const struct doctor_options *options, char *const *argv) {
  struct trial trial = {.report = report};
  size_t failures = report->failures;
  int failure = start(&trial, options, argv);
  if (failure != 0) {
    report_add(report, OUTCOME_FAILURE, "trial", NULL, "no process can be started: %s",
               strerror(failure));
  } else {
    int64_t deadline = clock_deadline(options->timeout_s * NANOSECONDS_PER_SECOND);
    listen_until(&trial, deadline);
    trial.is_killed = !child_reap(&trial.status, trial.process, deadline);
    /* One that has ended in order, with a failure, has said why. */
    bool is_in_order = !trial.is_killed && WIFEXITED(trial.status) && report->failures > failures;
    if (!trial.is_complete && !is_in_order) {
      report_broken(&trial, options->timeout_s);
    }
  }
  close_if_open(trial.findings.fd);
  close_if_open(trial.log.fd);
}
