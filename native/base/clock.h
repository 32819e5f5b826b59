/* Time on the clock that never jumps, as nanoseconds; deadlines are points on it. */
#ifndef ABCISTREAM_BASE_CLOCK_H
#define ABCISTREAM_BASE_CLOCK_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#define NANOSECONDS_PER_SECOND INT64_C(1000000000)

/** A deadline that never comes. */
#define CLOCK_NEVER INT64_MAX

/** Now. */
int64_t clock_now(void);

/** The deadline `timeout_ns` after `start`; a negative timeout never ends. */
int64_t clock_after(int64_t start, int64_t timeout_ns);

/** The deadline `timeout_ns` from now. */
int64_t clock_deadline(int64_t timeout_ns);

/** Makes a condition that waits on this clock. */
void clock_condition_init(pthread_cond_t *condition);

/**
 * Waits for the condition until the deadline; the mutex is held. Returns false once the deadline
 * has passed. As with every condition, the caller checks in a loop what it waits for.
 */
bool clock_wait(pthread_cond_t *condition, pthread_mutex_t *mutex, int64_t deadline);

#endif
