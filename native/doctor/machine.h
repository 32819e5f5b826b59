/* Checks of the machine itself, which need neither Java nor an installation. */
#ifndef ABCISTREAM_DOCTOR_MACHINE_H
#define ABCISTREAM_DOCTOR_MACHINE_H

#include "doctor/config_values.h"
#include "doctor/report.h"
#include "jvm/ceiling.h"

/** Whether the JVM may make code: memory that is written and then executed. */
bool machine_check_executable_memory(struct report *report);

/** The home, and the folders that services write to: whether they can be written, and the space. */
void machine_check_folders(struct report *report, const char *home, const struct config *config);

/** What the JVM may come to, against the control group's limit and what is free now. */
void machine_check_memory(struct report *report, const struct ceiling *ceiling);

#endif
