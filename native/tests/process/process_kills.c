/*
 * "kill -9 at any moment": a node that is killed in the middle, and begins again after the last
 * height of its services, has no block missing, none twice and none torn.
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/process/process_scenario.h"

enum { KILLS = 3, BLOCKS_A_LIFE = 40, MORE_BLOCKS = 20 };

static const char services[] =
    STREAMERS("'file', 'recorder', 'audit'")
    FILES("stop-node-on-error = true")
    "[streamers.recorder]\nkeys = ['*']\nprogress = true\n"
    "[streamers.audit]\ntype = 'recorder'\nkeys = ['*']\nprogress = true\ndelivery = 'async'\n";

/* Says a byte before each commit and one after it, from the height on that the services have. */
static void stream_without_end(void) {
  CHECK(node_open());
  int64_t height;
  CHECK_INT(ABCISTREAM_OK, abcistream_last_height(&height, node_stream, NULL));
  for (;;) {
    abcistream_error error;
    CHECK_INT(1, write(STDOUT_FILENO, ".", 1));
    CHECK_INT(ABCISTREAM_OK, node_commit_quietly(++height, &error));
    CHECK_INT(1, write(STDOUT_FILENO, ".", 1));
  }
}

static void kill_after(int bytes) {
  int output;
  pid_t child = scenario_start(stream_without_end, &output);
  char piece[sizeof "open: OK\n"];
  CHECK_INT(strlen("open: OK\n"), read(output, piece, strlen("open: OK\n")));
  for (int i = 0; i < bytes; i++) {
    CHECK_INT(1, read(output, piece, 1));
  }
  CHECK_INT(0, kill(child, SIGKILL));
  int status;
  CHECK_INT(child, waitpid(child, &status, 0));
  CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  close(output);
}

static void stream_to_the_end(void) {
  CHECK(node_open());
  int64_t height;
  CHECK_INT(ABCISTREAM_OK, abcistream_last_height(&height, node_stream, NULL));
  abcistream_error error;
  for (int i = 0; i < MORE_BLOCKS; i++) {
    CHECK_INT(ABCISTREAM_OK, node_commit_quietly(++height, &error));
  }
  node_close();
  node_say("%" PRId64, height);
}

/* The moment is one of the node's life, between two bytes that it says. */
static void a_killed_node_misses_nothing_and_repeats_nothing(void) {
  node_settings.config = services;
  node_settings.value_size = 20000;
  /* A service without progress begins with whatever block comes next, so each needs one before the
   * first kill: that of the asynchronous one may still wait for it when the others have theirs. */
  scenario_expect(stream_to_the_end,
                  "open: OK\nclose: OK\n20\nexit 0\n"
                  "audit.heights: 1-20\nrecorder.heights: 1-20\nstreamed: 1-20\n");
  unsigned seed = (unsigned)getpid();
  for (int64_t kills = scenario_number(KILLS); kills > 0; kills--) {
    kill_after(1 + rand_r(&seed) % (2 * BLOCKS_A_LIFE));
  }
  scenario_expect(stream_to_the_end,
                  "open: OK\n"
                  "close: OK\n"
                  "+([0-9])\n"
                  "exit 0\n"
                  "audit.heights: 1-+([0-9])\n"
                  "recorder.heights: 1-+([0-9])\n"
                  "streamed: 1-+([0-9])\n");
}

/* The file service alone, with the disk's word for every block. */
static void a_killed_node_with_fsync_misses_nothing_and_repeats_nothing(void) {
  node_settings.config = STREAMERS("'file'") FILES("fsync = true\nstop-node-on-error = true");
  unsigned seed = (unsigned)getpid();
  kill_after(1 + rand_r(&seed) % (2 * BLOCKS_A_LIFE));
  scenario_expect(stream_to_the_end,
                  "open: OK\nclose: OK\n+([0-9])\nexit 0\nstreamed: 1-+([0-9])\n");
}

int main(int argc, char **argv) {
  static const struct scenario scenarios[] = {
      SCENARIO(a_killed_node_misses_nothing_and_repeats_nothing),
      SCENARIO(a_killed_node_with_fsync_misses_nothing_and_repeats_nothing),
  };
  return scenario_main(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
