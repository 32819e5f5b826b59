/* What was measured, for people (tables) and for programs (JSON). */
#ifndef ABCISTREAM_BENCH_REPORT_H
#define ABCISTREAM_BENCH_REPORT_H

#include <stdio.h>

#include "bench/measure.h"

/** One measurement as a table. */
void report_table(FILE *to, const struct measurement *measurement);

/** All measurements as one JSON object; `caption` says when and where they were made. Times are
 * nanoseconds. */
void report_json(FILE *to, const struct measurement *measurements, int count, const char *caption);

/** The parts of such an object: what it begins with, and one measurement. */
void report_json_begin(FILE *to, const char *caption);
void report_json_measurement(FILE *to, const struct measurement *measurement);

/** The date and the machine, in one line. */
void report_caption(char *text, size_t size);

/** Writes what was measured; `caption` is that of report_caption(). */
typedef void report_writer(FILE *to, const void *subject, const char *caption);

/** Has a file written, unless `path` is NULL; false after a failure, which is described. */
bool report_write(const char *path, report_writer *write, const void *subject,
                  struct input_error *error);

#endif
