#include "doctor/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

const char *const outcome_names[] = {
    [OUTCOME_OK] = "ok", [OUTCOME_WARNING] = "warn", [OUTCOME_FAILURE] = "FAIL"};

static void print_text(const struct check *check) {
  printf("%-4s %s: %s\n", outcome_names[check->outcome], check->name, check->found);
  if (check->remedy[0] != '\0') {
    printf("     what to do: %s\n", check->remedy);
  }
  fflush(stdout);
}

void report_take(struct report *report, const struct check *check) {
  struct check *checks = realloc(report->checks, (report->count + 1) * sizeof *checks);
  report->failures += check->outcome == OUTCOME_FAILURE ? 1 : 0;
  if (checks != NULL) {
    report->checks = checks;
    report->checks[report->count++] = *check;
  }
  if (report->format == REPORT_TEXT) {
    print_text(check);
  }
}

void report_add(struct report *report, enum outcome outcome, const char *name, const char *remedy,
                const char *format, ...) {
  struct check check = {.outcome = outcome};
  snprintf(check.name, sizeof check.name, "%s", name);
  snprintf(check.remedy, sizeof check.remedy, "%s", remedy != NULL ? remedy : "");
  va_list args;
  va_start(args, format);
  vsnprintf(check.found, sizeof check.found, format, args);
  va_end(args);
  report_take(report, &check);
}

static size_t write_json(char *text, size_t size, const struct report *report) {
  struct json json;
  json_begin(&json, text, size);
  json_open(&json, NULL, '{');
  json_boolean(&json, "good", report->failures == 0);
  json_open(&json, "checks", '[');
  for (size_t i = 0; i < report->count; i++) {
    const struct check *check = &report->checks[i];
    json_open(&json, NULL, '{');
    json_string(&json, "outcome", outcome_names[check->outcome]);
    json_string(&json, "name", check->name);
    json_string(&json, "found", check->found);
    json_string(&json, "remedy", check->remedy[0] != '\0' ? check->remedy : NULL);
    json_close(&json, '}');
  }
  json_close(&json, ']');
  json_close(&json, '}');
  return json.length;
}

static void print_json(const struct report *report) {
  size_t size = write_json(NULL, 0, report) + 1;
  char *text = malloc(size);
  if (text != NULL) {
    write_json(text, size, report);
    puts(text);
  }
  free(text);
}

bool report_end(struct report *report) {
  if (report->format == REPORT_JSON) {
    print_json(report);
  } else if (report->failures == 0) {
    printf("\nThis machine can run the streams of this node.\n");
  } else {
    printf("\nChecks that failed: %zu. Mend the first one and run the doctor again.\n",
           report->failures);
  }
  return fflush(stdout) == 0;
}

void report_free(struct report *report) {
  free(report->checks);
  *report = (struct report){0};
}
