/* What a stream may cost in memory, told once, when it is open. */
#ifndef ABCISTREAM_NODE_CEILING_LOG_H
#define ABCISTREAM_NODE_CEILING_LOG_H

#include "base/cgroup.h"
#include "jvm/guest.h"

/**
 * Logs how much memory the JVM and the blocks that wait for the services may come to, and how that
 * is made up; a warning where a control group allows the process less. Says nothing of a JVM that
 * somebody else has made.
 */
void ceiling_log(struct guest *guest, const struct cgroup_place *place);

#endif
