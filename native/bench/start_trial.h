/* One start: a process of its own that opens a stream with the file service, and is idle then. */
#ifndef ABCISTREAM_BENCH_START_TRIAL_H
#define ABCISTREAM_BENCH_START_TRIAL_H

#include <stdbool.h>

#include "examples/input.h"

enum start_figure {
  START_OPEN,    /* abcistream_open(), in milliseconds, */
  START_JVM,     /* of these until the JVM runs, */
  START_CPU,     /* and what all threads have computed meanwhile, user and system. */
  START_RSS,     /* What the process has grown by, idle, in MiB, */
  START_PSS,     /* where pages of several processes count in parts, */
  START_PRIVATE, /* and where these do not count. */
  START_FIGURES
};

/**
 * Forks the process and waits for it. The caller has no threads.
 *
 * @param folder Where the files go.
 * @param with_archive Whether the JVM may use the installation's class archive.
 */
bool start_trial(double figures[START_FIGURES], const char *java_home, const char *folder,
                 bool with_archive, struct input_error *error);

#endif
