/*
 * One dummy block through every service, in a process of its own: a JVM that crashes, hangs or ends
 * the process becomes a finding, and the doctor lives.
 *
 * The process is the doctor's own program once more. It opens the stream with the option
 * `abcistream.trial`, upon which the host leaves out the services that do not support a trial, and
 * writes what it finds to TRIAL_FINDINGS: a line for each check, "OUTCOME\tNAME\tFOUND". Its log
 * goes to its standard error stream, and is shown where it matters.
 */
#ifndef ABCISTREAM_DOCTOR_TRIAL_H
#define ABCISTREAM_DOCTOR_TRIAL_H

#include "doctor/config_values.h"
#include "doctor/doctor_options.h"

/** The file descriptor of the findings. */
#define TRIAL_FINDINGS 3

/** The name of the check that ends a trial; without it, the process has not come to its end. */
#define TRIAL_END "close"

/** The prefix of variables where the node has none. */
#define TRIAL_ENV_PREFIX "ABCISTREAM_DOCTOR"

/** Starts the process with the doctor's own arguments and reports what it finds. */
void trial_check(struct report *report, const struct doctor_options *options, char *const *argv);

/** Is that process; returns its exit code. */
int trial_run(const struct doctor_options *options, const struct config *config);

#endif
