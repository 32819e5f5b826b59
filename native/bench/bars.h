/* The figures to reach, and whether a measurement reaches them. Each is taken inside one run. */
#ifndef ABCISTREAM_BENCH_BARS_H
#define ABCISTREAM_BENCH_BARS_H

#include <stdio.h>

#include "bench/measure.h"

/** Prints, for each figure that the measurements have the contenders for, what it is and what it
 * should be. Returns how many are missed. */
int bars_report(FILE *to, const struct measurement *measurements, int count);

#endif
