/* The end of a process that the doctor has started. */
#ifndef ABCISTREAM_DOCTOR_CHILD_H
#define ABCISTREAM_DOCTOR_CHILD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/**
 * Waits for the end of a process, and brings it about at the deadline.
 *
 * @param status As waitpid() gives it.
 * @return False when the process had to be killed.
 */
bool child_reap(int *status, pid_t process, int64_t deadline);

#endif
