/* How cost grows, for people (a table for each curve) and for programs (JSON). */
#ifndef ABCISTREAM_BENCH_GROWTH_REPORT_H
#define ABCISTREAM_BENCH_GROWTH_REPORT_H

#include <stdio.h>

#include "bench/growth.h"

void growth_report_table(FILE *to, const struct growth_curve *curve);

/** A report_writer of a struct growth. */
void growth_report_json(FILE *to, const void *subject, const char *caption);

#endif
