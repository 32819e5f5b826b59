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

/** The date and the machine, in one line. */
void report_caption(char *text, size_t size);

#endif
