/* What a commit has to say about the services: one failure, and sentences for the log. */
#ifndef ABCISTREAM_RING_OUTCOME_H
#define ABCISTREAM_RING_OUTCOME_H

#include "ring/service_queue.h"

/** Fails the commit, unless something else has already. */
void outcome_fail(struct ring_outcome *outcome, abcistream_status status, const char *message);

/** Fails the commit where the service's policy says so, and is only noted where not. The service
 * remembers it as its last error. */
void outcome_add(struct ring_outcome *outcome, struct service_queue *service,
                 abcistream_status status, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/** Tells once that a service which was late has caught up. */
void outcome_welcome(struct ring_outcome *outcome, struct service_queue *service);

#endif
