/* How cost grows, as one picture (SVG) with a chart for each curve. */
#ifndef ABCISTREAM_BENCH_GROWTH_CHART_H
#define ABCISTREAM_BENCH_GROWTH_CHART_H

#include <stdio.h>

/** Draws times over sizes, both on scales of powers of ten; a report_writer of a struct growth. */
void growth_chart_draw(FILE *to, const void *subject, const char *caption);

#endif
