#include "base/clock.h"

#include <time.h>

int64_t clock_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * NANOSECONDS_PER_SECOND + now.tv_nsec;
}

int64_t clock_after(int64_t start, int64_t timeout_ns) {
  return timeout_ns < 0 || timeout_ns > CLOCK_NEVER - start ? CLOCK_NEVER : start + timeout_ns;
}

int64_t clock_deadline(int64_t timeout_ns) { return clock_after(clock_now(), timeout_ns); }

void clock_condition_init(pthread_cond_t *condition) {
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(condition, &attributes);
  pthread_condattr_destroy(&attributes);
}

bool clock_wait(pthread_cond_t *condition, pthread_mutex_t *mutex, int64_t deadline) {
  if (deadline == CLOCK_NEVER) {
    return pthread_cond_wait(condition, mutex) == 0;
  }
  struct timespec until = {.tv_sec = (time_t)(deadline / NANOSECONDS_PER_SECOND),
                           .tv_nsec = (long)(deadline % NANOSECONDS_PER_SECOND)};
  return pthread_cond_timedwait(condition, mutex, &until) == 0;
}
