/*
 * How far a long run has come, on a stream that people read: one line that is rewritten on a
 * terminal, now and then a whole line elsewhere. Messages of other threads share that stream, so
 * they must come through here too, or they would end up inside the rewritten line.
 */
#ifndef ABCISTREAM_EXAMPLES_PROGRESS_H
#define ABCISTREAM_EXAMPLES_PROGRESS_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum progress_style {
  PROGRESS_SILENT,  /* Messages only. */
  PROGRESS_LINES,   /* A line every few seconds. */
  PROGRESS_REWRITE, /* One line that is rewritten; the stream is a terminal. */
  PROGRESS_COLOUR   /* The same, dimmed. */
};

/** For one thread, but for progress_message(), which every thread may call at any time. */
struct progress {
  pthread_mutex_t lock;
  FILE *out;
  enum progress_style style;
  uint64_t total_blocks;
  int64_t started_ns;
  int64_t shown_ns;
  bool line_stands; /* The rewritten line is on the screen and has no end yet. */
};

/**
 * The style that fits a stream: PROGRESS_COLOUR on a terminal, PROGRESS_REWRITE where the
 * environment has a NO_COLOR, PROGRESS_LINES where it is no terminal or one that cannot rewrite.
 */
enum progress_style progress_style_for(FILE *out);

/**
 * Begins.
 *
 * @param out Borrowed until progress_end().
 */
void progress_begin(struct progress *progress, FILE *out, enum progress_style style);

/** The run starts now, on the clock that progress_update() is given, and has so many blocks. */
void progress_start(struct progress *progress, uint64_t total_blocks, int64_t now_ns);

/** Shows how far the run is, unless that was shown a moment ago. Cheap enough for every block. */
void progress_update(struct progress *progress, uint64_t blocks, uint64_t bytes, int64_t now_ns);

/** Prints a message, to which a line end is added. */
void progress_message(struct progress *progress, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Wipes the rewritten line away. Messages may still come. */
void progress_end(struct progress *progress);

#endif
