/* What the pictures (SVG) of the benchmark have in common: frame, colours, how a time is written.
 */
#ifndef ABCISTREAM_BENCH_PICTURE_H
#define ABCISTREAM_BENCH_PICTURE_H

#include <stdio.h>

#include "bench/contender.h"

/** Begins a picture; title and legend stand at `left`, one under the other. */
void picture_begin(FILE *to, int width, int height, int left, const char *title,
                   const char *legend);

/** Ends it, with a caption at its foot. */
void picture_end(FILE *to, int height, int left, const char *caption);

/** The class of style that gives a contender its colour: what is ours stands out. */
const char *picture_class(const struct contender_type *type);

/** A time with its unit, such as "1.4 ms". */
void picture_time(char *text, size_t size, double nanoseconds);

#endif
