/* The command line of replay_node. */
#ifndef ABCISTREAM_EXAMPLES_REPLAY_OPTIONS_H
#define ABCISTREAM_EXAMPLES_REPLAY_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** With TRACE_MAX_HEIGHT this keeps the heights of all rounds within 64 bits. */
#define REPLAY_MAX_REPEAT 1000000

/** Strings are borrowed from `argv`; NULL where an option was not given. */
struct replay_options {
  const char *trace;
  const char *config;
  const char *home;
  const char *stores;
  const char *install_dir;
  const char *java_home;
  const char **jvm_options; /* Owned: replay_options_free(). */
  size_t jvm_option_count;
  uint64_t block_limit; /* 0 = none. */
  uint64_t repeat;      /* At least 1. */
  bool quiet;
  bool help; /* Then nothing else counts. */
};

/** Reads the command line. A mistake is described on stderr; then it returns false. */
bool replay_options_parse(struct replay_options *options, int argc, char **argv);

/** The text of --help. */
const char *replay_options_help(void);

/** Gives back what replay_options_parse() has allocated, after whatever result. */
void replay_options_free(struct replay_options *options);

#endif
