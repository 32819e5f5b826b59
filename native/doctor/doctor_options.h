/* The command line of abcistream-doctor. */
#ifndef ABCISTREAM_DOCTOR_DOCTOR_OPTIONS_H
#define ABCISTREAM_DOCTOR_DOCTOR_OPTIONS_H

#include <stdint.h>

#include "doctor/report.h"

/** Strings are borrowed from the arguments; NULL where absent. */
struct doctor_options {
  const char *home;
  const char *config;
  const char *env_prefix;
  const char *stores;
  const char *install_dir;
  const char *java_home;
  int64_t timeout_s;
  enum report_format format;
  bool help;
  bool archive;  /* Makes the class archive too. */
  bool is_trial; /* This is the process that the doctor has started to try the streams. */
};

/** Parses the arguments. False, with the reason on stderr, where they are wrong. */
bool doctor_options_parse(struct doctor_options *options, int argc, char **argv);

const char *doctor_options_help(void);

#endif
