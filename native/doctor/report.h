/* What the doctor has found out, check by check: shown at once as text, or at the end as JSON. */
#ifndef ABCISTREAM_DOCTOR_REPORT_H
#define ABCISTREAM_DOCTOR_REPORT_H

#include <stdbool.h>
#include <stddef.h>

enum outcome { OUTCOME_OK, OUTCOME_WARNING, OUTCOME_FAILURE, OUTCOMES };

enum report_format { REPORT_TEXT, REPORT_JSON };

struct check {
  enum outcome outcome;
  char name[128];
  char found[2048];
  char remedy[512]; /* "" where there is nothing to do, or `found` says it. */
};

/** All zero is an empty report as text. */
struct report {
  enum report_format format;
  struct check *checks; /* Owned: report_free(). */
  size_t count;
  size_t failures;
};

/** What an outcome is called: "ok", "warn" and "FAIL". */
extern const char *const outcome_names[OUTCOMES];

/** Adds a check. The remedy is a sentence of what to do, or NULL. */
void report_add(struct report *report, enum outcome outcome, const char *name, const char *remedy,
                const char *format, ...) __attribute__((format(printf, 5, 6)));

/** Adds a check that is made already. */
void report_take(struct report *report, const struct check *check);

/** Ends the report; whether it could be written. */
bool report_end(struct report *report);

void report_free(struct report *report);

#endif
