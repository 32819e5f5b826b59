#include "examples/progress.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Ten times a second is as fast as an eye follows; a log wants far fewer lines. */
#define REWRITE_INTERVAL_NS INT64_C(100000000)
#define LINE_INTERVAL_NS INT64_C(5000000000)

#define ERASE_LINE "\r\033[K"
#define DIM "\033[2m"
#define PLAIN "\033[0m"

enum progress_style progress_style_for(FILE *out) {
  const char *terminal = getenv("TERM");
  if (!isatty(fileno(out)) || terminal == NULL || strcmp(terminal, "dumb") == 0) {
    return PROGRESS_LINES;
  }
  const char *no_colour = getenv("NO_COLOR");
  return no_colour == NULL || *no_colour == '\0' ? PROGRESS_COLOUR : PROGRESS_REWRITE;
}

void progress_begin(struct progress *progress, FILE *out, enum progress_style style) {
  *progress = (struct progress){.out = out, .style = style};
  pthread_mutex_init(&progress->lock, NULL);
}

void progress_start(struct progress *progress, uint64_t total_blocks, int64_t now_ns) {
  progress->total_blocks = total_blocks;
  progress->started_ns = now_ns;
  progress->shown_ns = now_ns;
}

static void show(struct progress *progress, uint64_t blocks, uint64_t bytes, int64_t now_ns) {
  double seconds = (double)(now_ns - progress->started_ns) / 1e9;
  bool rewrite = progress->style != PROGRESS_LINES;
  bool colour = progress->style == PROGRESS_COLOUR;
  fprintf(progress->out,
          "%s%sblock %" PRIu64 " of %" PRIu64 " (%.0f %%), %.0f blocks/s, %.1f MB/s%s%s",
          rewrite ? ERASE_LINE : "", colour ? DIM : "", blocks, progress->total_blocks,
          100.0 * (double)blocks / (double)progress->total_blocks, (double)blocks / seconds,
          (double)bytes / 1e6 / seconds, colour ? PLAIN : "", rewrite ? "" : "\n");
  fflush(progress->out);
  progress->line_stands = rewrite;
}

void progress_update(struct progress *progress, uint64_t blocks, uint64_t bytes, int64_t now_ns) {
  int64_t interval = progress->style == PROGRESS_LINES ? LINE_INTERVAL_NS : REWRITE_INTERVAL_NS;
  if (progress->style == PROGRESS_SILENT || now_ns - progress->shown_ns < interval) {
    return;
  }
  progress->shown_ns = now_ns;
  pthread_mutex_lock(&progress->lock);
  show(progress, blocks, bytes, now_ns);
  pthread_mutex_unlock(&progress->lock);
}

/* The caller holds the lock. */
static void wipe(struct progress *progress) {
  if (progress->line_stands) {
    fputs(ERASE_LINE, progress->out);
    progress->line_stands = false;
  }
}

void progress_message(struct progress *progress, const char *format, ...) {
  va_list args;
  va_start(args, format);
  pthread_mutex_lock(&progress->lock);
  wipe(progress);
  vfprintf(progress->out, format, args);
  fputc('\n', progress->out);
  fflush(progress->out);
  pthread_mutex_unlock(&progress->lock);
  va_end(args);
}

void progress_end(struct progress *progress) {
  pthread_mutex_lock(&progress->lock);
  wipe(progress);
  fflush(progress->out);
  progress->style = PROGRESS_SILENT;
  pthread_mutex_unlock(&progress->lock);
}
