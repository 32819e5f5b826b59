#include "ring/outcome.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void outcome_fail(struct ring_outcome *outcome, abcistream_status status, const char *message) {
  if (outcome->status == ABCISTREAM_OK) {
    outcome->status = status;
    snprintf(outcome->message, sizeof outcome->message, "%s", message);
  }
}

static void join(char sentences[ABCISTREAM_ERROR_SIZE], const char *sentence) {
  size_t used = strlen(sentences);
  snprintf(sentences + used, ABCISTREAM_ERROR_SIZE - used, "%s%s", used == 0 ? "" : "; ", sentence);
}

void outcome_add(struct ring_outcome *outcome, struct service_queue *service,
                 abcistream_status status, const char *format, ...) {
  char message[ABCISTREAM_ERROR_SIZE / 2];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  snprintf(service->last_error, sizeof service->last_error, "%s", message);
  if ((service->policy.flags & ABCISTREAM_SERVICE_STOPS_NODE) != 0) {
    outcome_fail(outcome, status, message);
  } else {
    join(outcome->notes, message);
  }
}

void outcome_welcome(struct ring_outcome *outcome, struct service_queue *service) {
  if (service->caught_up) {
    service->caught_up = false;
    char message[ABCISTREAM_ERROR_SIZE / 2];
    snprintf(message, sizeof message, "service %s has caught up; commits wait for it again",
             service->policy.name);
    join(outcome->news, message);
  }
}
