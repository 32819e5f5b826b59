/*
 * "The node's signals" beside the real host, under each collector: faults that the node recovers
 * from while services let Java's own faults happen and its collector run, and every signal that a
 * node may use.
 */
#include "tests/process/process_scenario.h"
#include "tests/process/process_trouble.h"

enum { BLOCKS = 60 };

static void make_trouble_and_commit(void) {
  trouble_start();
  CHECK(node_open());
  for (int height = 1; height <= BLOCKS; height++) {
    abcistream_error error;
    CHECK_INT(ABCISTREAM_OK, node_commit_quietly(height, &error));
    trouble_make();
  }
  CHECK_INT(BLOCKS * TROUBLE_SIGNALS, trouble_end());
  node_close();
}

static void expect_signals(const char *collector) {
  node_settings.jvm_options[0] = collector;
  node_settings.config = STREAMERS("'recorder', 'faulty'")
      RECORDER FAULTY("delivery = 'async'\nfaults = ['/2:null', '/5:gc']");
  scenario_expect(make_trouble_and_commit,
                  "open: OK\n"
                  "close: OK\n"
                  "exit 0\n"
                  "faulty.heights: 1-60\n"
                  "recorder.heights: 1-60\n");
}

static void the_nodes_signals_beside_serial(void) { expect_signals("-XX:+UseSerialGC"); }

static void the_nodes_signals_beside_g1(void) { expect_signals("-XX:+UseG1GC"); }

static void the_nodes_signals_beside_zgc(void) { expect_signals("-XX:+UseZGC"); }

int main(int argc, char **argv) {
  static const struct scenario scenarios[] = {
      SCENARIO(the_nodes_signals_beside_serial),
      SCENARIO(the_nodes_signals_beside_g1),
      SCENARIO(the_nodes_signals_beside_zgc),
  };
  return scenario_main(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
