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

static void outcome_note(struct ring_outcome *outcome, const char *message) {
  size_t used = strlen(outcome->notes);
  snprintf(outcome->notes + used, sizeof outcome->notes - used, "%s%s", used == 0 ? "" : "; ",
           message);
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
    outcome_note(outcome, message);
  }
}
