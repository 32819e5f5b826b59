/* Makes the class archive of an installation: see jvm/class_archive.h. */
#ifndef ABCISTREAM_DOCTOR_ARCHIVE_H
#define ABCISTREAM_DOCTOR_ARCHIVE_H

#include "doctor/config_values.h"
#include "doctor/doctor_options.h"

/**
 * Runs the trial, and has the JDK make an archive of the classes that it has loaded. The archive
 * gets its name when it is whole, so that nodes may start meanwhile, and doctors run side by side.
 */
void archive_make(struct report *report, const struct doctor_options *options,
                  const struct config *config, char *const *argv);

#endif
