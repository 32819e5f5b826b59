/*
 * "Heights": what becomes of a block, by its height and by what the services have already. Each
 * node is a process of its own, as after a restart.
 */
#include "tests/process/process_scenario.h"

#define SERVICES                     \
  STREAMERS("'file', 'recorder'")    \
  FILES("stop-node-on-error = true") \
  "[streamers.recorder]\nkeys = ['*']\nprogress = true\nstop-node-on-error = true\n"

#define ON_GAP(value) "[abcistream]\non-gap = '" value "'\n"

static int64_t first;
static int64_t last;

static void stream_range(void) {
  if (node_open()) {
    node_commit(first, last);
    node_say_last_height();
    node_close();
  }
}

static void expect_range(int64_t from, int64_t to, const char *pattern) {
  first = from;
  last = to;
  scenario_expect(stream_range, pattern);
}

/* The ground of most scenarios. */
static void expect_three(void) {
  expect_range(1, 3,
               "open: OK\n"
               "commits 1 to 3: 3 OK\n"
               "last height: 3\n"
               "close: OK\n"
               "exit 0\n"
               "recorder.heights: 1-3\n"
               "streamed: 1-3\n");
}

static void no_progress_begins_anywhere(void) {
  node_settings.config = SERVICES;
  expect_range(1000, 1002,
               "open: OK\n"
               "commits 1000 to 1002: 3 OK\n"
               "last height: 1002\n"
               "close: OK\n"
               "exit 0\n"
               "recorder.heights: 1000-1002\n"
               "streamed: 1000-1002\n");
  scenario_expect_log(
      "node INFO abcistream.file: service file has no progress yet; it begins at "
      "height 1000\n");
}

static void at_or_below_with_the_same_app_hash_is_not_delivered(void) {
  node_settings.config = SERVICES;
  expect_three();
  expect_range(2, 4,
               "open: OK\n"
               "commits 2 to 4: 3 OK\n"
               "last height: 4\n"
               "close: OK\n"
               "exit 0\n"
               "recorder.heights: 1-4\n"
               "streamed: 1-4\n");
}

static void at_or_below_with_another_app_hash_is_written_over(void) {
  node_settings.config = SERVICES;
  expect_three();
  node_settings.chain = "b";
  expect_range(2, 2,
               "open: OK\n"
               "commits 2 to 2: 1 OK\n"
               "last height: 2\n"
               "close: OK\n"
               "exit 0\n"
               "recorder.heights: 1-3 2\n"
               "streamed: 2\n"
               "streamed/block-1-data: of chain a\n"
               "streamed/block-3-data: of chain a\n");
  scenario_expect_log(
      "node WARN abcistream.file: block 2 is overwritten, since the chain was rolled "
      "back: its app hash was 612032 and is 622032; ");
}

static void last_plus_one_is_delivered(void) {
  node_settings.config = SERVICES;
  expect_three();
  expect_range(4, 6,
               "open: OK\n"
               "commits 4 to 6: 3 OK\n"
               "last height: 6\n"
               "close: OK\n"
               "exit 0\n"
               "recorder.heights: 1-6\n"
               "streamed: 1-6\n");
}

#define LACKS_HEIGHT_4                                                                      \
  "SERVICE_FAILED: service file lacks height 4: it has everything up to height 3, and the " \
  "node brings height 5; roll the node back to height 3, or set abcistream.on-gap = "       \
  "\"ignore\" to go on without them\n"

static void beyond_stops_the_node(void) {
  node_settings.config = SERVICES;
  expect_three();
  expect_range(5, 5,
               "open: OK\n"
               "commit 5: " LACKS_HEIGHT_4
               "commits 5 to 5: 0 OK\n"
               "last height: 3\n"
               "close: OK\n"
               "exit 0\n"
               "recorder.heights: 1-3\n"
               "streamed: 1-3\n");
}

static void beyond_is_a_hole_where_gaps_are_ignored(void) {
  node_settings.config = SERVICES ON_GAP("ignore");
  expect_three();
  expect_range(5, 6,
               "open: OK\n"
               "commits 5 to 6: 2 OK\n"
               "last height: 6\n"
               "close: OK\n"
               "exit 0\n"
               "recorder.heights: 1-3 5-6\n"
               "streamed: 1-3 5-6\n");
  scenario_expect_log("node WARN abcistream.recorder: service recorder lacks height 4: ");
}

static void a_node_that_is_ahead_is_not_opened_where_gaps_stop_it(void) {
  node_settings.config = SERVICES ON_GAP("stop");
  expect_three();
  node_settings.node_height = 5;
  expect_range(6, 6,
               "open: CONFIG: service file has everything up to height 3, and the node has "
               "committed height 5: roll the node back to height 3, or set abcistream.on-gap to "
               "\"rollback\" or \"ignore\"\n"
               "exit 0\n"
               "recorder.heights: 1-3\n"
               "streamed: 1-3\n");
}

static void a_node_that_is_ahead_is_told_where_to_roll_back_to(void) {
  node_settings.config = SERVICES ON_GAP("rollback");
  expect_three();
  node_settings.node_height = 5;
  expect_range(4, 6,
               "open: OK\n"
               "commits 4 to 6: 3 OK\n"
               "last height: 6\n"
               "close: OK\n"
               "exit 0\n"
               "recorder.heights: 1-6\n"
               "streamed: 1-6\n");
}

/* Neither what a consumer has deleted nor a service that joins late is taken for a gap. */
static void a_new_service_on_an_old_chain_begins_where_the_chain_stands(void) {
  node_settings.config = STREAMERS("'file'") FILES("stop-node-on-error = true");
  expect_range(1, 3,
               "open: OK\n"
               "commits 1 to 3: 3 OK\n"
               "last height: 3\n"
               "close: OK\n"
               "exit 0\n"
               "streamed: 1-3\n");
  node_settings.config = SERVICES;
  expect_range(4, 5,
               "open: OK\n"
               "commits 4 to 5: 2 OK\n"
               "last height: 5\n"
               "close: OK\n"
               "exit 0\n"
               "recorder.heights: 4-5\n"
               "streamed: 1-5\n");
}

#define DOES_NOT_FOLLOW(height, last)                                                        \
  "commit " height ": HEIGHT: listen_commit: height " height " does not follow height " last \
  ", which was committed before; a chain that goes back needs a new stream\n"

static void commit_five_then_three(void) {
  CHECK(node_open());
  node_commit(5, 5);
  node_commit(3, 3);
  node_commit(6, 6);
  node_close();
}

/* In one process, a height that goes back needs a new stream. The node may still go on. */
static void a_height_that_goes_back_is_refused(void) {
  node_settings.config = SERVICES;
  scenario_expect(commit_five_then_three,
                  "open: OK\n"
                  "commits 5 to 5: 1 OK\n" DOES_NOT_FOLLOW("3", "5") "commits 3 to 3: 0 OK\n"
                  "commits 6 to 6: 1 OK\n"
                  "close: OK\n"
                  "exit 0\n"
                  "recorder.heights: 5-6\n"
                  "streamed: 5-6\n");
}

static void commit_three_twice(void) {
  CHECK(node_open());
  node_commit(3, 3);
  node_commit(3, 4);
  node_close();
}

static void a_height_that_comes_twice_is_refused(void) {
  node_settings.config = SERVICES;
  scenario_expect(commit_three_twice,
                  "open: OK\n"
                  "commits 3 to 3: 1 OK\n" DOES_NOT_FOLLOW("3", "3") "commits 3 to 4: 1 OK\n"
                  "close: OK\n"
                  "exit 0\n"
                  "recorder.heights: 3-4\n"
                  "streamed: 3-4\n");
}

static void height_zero_is_refused(void) {
  node_settings.config = SERVICES;
  expect_range(0, 1,
               "open: OK\n"
               DOES_NOT_FOLLOW("0", "0") "commits 0 to 1: 1 OK\n"
               "last height: 1\n"
               "close: OK\n"
               "exit 0\n"
               "recorder.heights: 1\n"
               "streamed: 1\n");
}

int main(int argc, char **argv) {
  static const struct scenario scenarios[] = {
      SCENARIO(no_progress_begins_anywhere),
      SCENARIO(at_or_below_with_the_same_app_hash_is_not_delivered),
      SCENARIO(at_or_below_with_another_app_hash_is_written_over),
      SCENARIO(last_plus_one_is_delivered),
      SCENARIO(beyond_stops_the_node),
      SCENARIO(beyond_is_a_hole_where_gaps_are_ignored),
      SCENARIO(a_node_that_is_ahead_is_not_opened_where_gaps_stop_it),
      SCENARIO(a_node_that_is_ahead_is_told_where_to_roll_back_to),
      SCENARIO(a_new_service_on_an_old_chain_begins_where_the_chain_stands),
      SCENARIO(a_height_that_goes_back_is_refused),
      SCENARIO(a_height_that_comes_twice_is_refused),
      SCENARIO(height_zero_is_refused),
  };
  return scenario_main(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
