/* The command line of the benchmark. */
#ifndef ABCISTREAM_BENCH_BENCH_OPTIONS_H
#define ABCISTREAM_BENCH_BENCH_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

/** Strings are borrowed from argv; NULL where absent. */
struct bench_options {
  const char *tmpfs; /* A folder in memory. */
  const char *disk;  /* A folder on a disk. */
  const char *trace;
  const char *json;
  const char *svg;
  const char *only; /* The name of one workload. */
  int rounds;
  bool quick;
  bool growth; /* How cost grows, and not how it compares. */
};

/** What parsing says the program should do. */
enum bench_action { BENCH_RUN, BENCH_SHOW_HELP, BENCH_SHOW_CAPTION, BENCH_REFUSE };

/** Parses the command line. A fault is described on the standard error stream. */
enum bench_action bench_options_parse(struct bench_options *options, int argc, char **argv);

/** The text of --help. */
extern const char bench_help[];

#endif
