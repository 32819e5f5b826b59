/* Checks of what a JVM is made of: the installation, the JDK, the options. */
#ifndef ABCISTREAM_DOCTOR_INSTALLATION_H
#define ABCISTREAM_DOCTOR_INSTALLATION_H

#include "doctor/config_values.h"
#include "doctor/doctor_options.h"
#include "jvm/ceiling.h"
#include "jvm/plan.h"

/**
 * Finds installation and JDK as abcistream_open() does.
 *
 * @param ceiling Receives what a JVM of these options may come to.
 * @return Whether a JVM can be tried.
 */
bool installation_check(struct ceiling *ceiling, struct report *report,
                        const struct doctor_options *options, const struct config *config);

/** What a node's JVM would be made of (owned: plan_free()); false with the reason. */
bool installation_plan(struct plan *plan, const struct doctor_options *options,
                       const struct config *config, abcistream_error *error);

#endif
