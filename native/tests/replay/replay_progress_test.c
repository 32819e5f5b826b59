/* What a run shows of itself on a terminal, in a log, and not at all. */
#include "examples/progress.h"

#include "tests/check.h"

#define SECOND INT64_C(1000000000)

static char shown[1024];

static FILE *begin(struct progress *progress, enum progress_style style) {
  memset(shown, 0, sizeof shown);
  FILE *out = fmemopen(shown, sizeof shown, "w");
  CHECK(out != NULL);
  progress_begin(progress, out, style);
  progress_start(progress, 200, 10 * SECOND);
  return out;
}

static void end(struct progress *progress, FILE *out) {
  progress_end(progress);
  CHECK_INT(0, fclose(out));
}

static void a_terminal_shows_one_line_that_is_rewritten_and_wiped_away(void) {
  struct progress progress;
  FILE *out = begin(&progress, PROGRESS_REWRITE);
  progress_update(&progress, 5, 1000000, 10 * SECOND + SECOND / 20);
  progress_update(&progress, 50, 4000000, 12 * SECOND);
  progress_message(&progress, "a %s", "message");
  progress_update(&progress, 100, 8000000, 14 * SECOND);
  end(&progress, out);
  CHECK_STR(
      "\r\033[Kblock 50 of 200 (25 %), 25 blocks/s, 2.0 MB/s"
      "\r\033[Ka message\n"
      "\r\033[Kblock 100 of 200 (50 %), 25 blocks/s, 2.0 MB/s"
      "\r\033[K",
      shown);
}

static void colour_dims_the_line_only(void) {
  struct progress progress;
  FILE *out = begin(&progress, PROGRESS_COLOUR);
  progress_update(&progress, 50, 4000000, 12 * SECOND);
  progress_message(&progress, "message");
  end(&progress, out);
  CHECK_STR(
      "\r\033[K\033[2mblock 50 of 200 (25 %), 25 blocks/s, 2.0 MB/s\033[0m"
      "\r\033[Kmessage\n",
      shown);
}

static void a_log_gets_a_line_every_five_seconds(void) {
  struct progress progress;
  FILE *out = begin(&progress, PROGRESS_LINES);
  progress_update(&progress, 1, 0, 14 * SECOND);
  progress_update(&progress, 50, 5000000, 15 * SECOND);
  progress_update(&progress, 51, 5000000, 16 * SECOND);
  progress_update(&progress, 100, 10000000, 20 * SECOND);
  end(&progress, out);
  CHECK_STR(
      "block 50 of 200 (25 %), 10 blocks/s, 1.0 MB/s\n"
      "block 100 of 200 (50 %), 10 blocks/s, 1.0 MB/s\n",
      shown);
}

static void a_silent_run_shows_messages_only(void) {
  struct progress progress;
  FILE *out = begin(&progress, PROGRESS_SILENT);
  progress_update(&progress, 50, 5000000, 60 * SECOND);
  progress_message(&progress, "message");
  end(&progress, out);
  CHECK_STR("message\n", shown);
}

static void what_is_no_terminal_gets_lines(void) {
  FILE *out = fopen("/dev/null", "we");
  CHECK(out != NULL);
  CHECK_INT(PROGRESS_LINES, progress_style_for(out));
  CHECK_INT(0, fclose(out));
}

int main(void) {
  a_terminal_shows_one_line_that_is_rewritten_and_wiped_away();
  colour_dims_the_line_only();
  a_log_gets_a_line_every_five_seconds();
  a_silent_run_shows_messages_only();
  what_is_no_terminal_gets_lines();
  return 0;
}
