/* The measurements as one picture (SVG), for the README. */
#ifndef ABCISTREAM_BENCH_CHART_H
#define ABCISTREAM_BENCH_CHART_H

#include <stdio.h>

#include "bench/measure.h"

/**
 * Draws how long a block of each workload holds the node's thread, on a scale of powers of ten: as
 * measured at the first place, with fsync off. `caption` says when and where it was measured.
 */
void chart_draw(FILE *to, const struct measurement *measurements, int count, const char *caption);

#endif
