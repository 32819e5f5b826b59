/*
 * "Policies, per service": what the options of a service's section make of its failures and of its
 * lagging behind.
 */
#include <unistd.h>

#include "tests/process/process_scenario.h"

#define ONE STREAMERS("'faulty'")
#define BOTH STREAMERS("'recorder', 'faulty'") RECORDER

/* ---- keys ---- */

#define ASKS_FOR_NOSUCH "streamers.faulty.keys asks for \"nosuch\", which the node does not have"

static void keys_none_switches_the_service_off(void) {
  node_settings.config =
      STREAMERS("'recorder', 'faulty'") RECORDER "[streamers.faulty]\nkeys = []\n";
  scenario_expect_blocks(2,
                         "open: OK\n"
                         "commits 1 to 2: 2 OK\n"
                         "close: OK\n"
                         "exit 0\n"
                         "recorder.heights: 1-2\n");
  scenario_expect_log(
      "node INFO abcistream: service faulty is off: streamers.faulty.keys names no store\n");
}

static void keys_of_a_store_that_the_node_lacks_are_refused(void) {
  node_settings.config = ONE "[streamers.faulty]\nkeys = ['bank', 'nosuch']\n";
  scenario_expect_blocks(
      1, "open: CONFIG: " ASKS_FOR_NOSUCH ": write \"*\", or some of its stores, bank\nexit 0\n");
}

static void unknown_stores_are_warned_of_where_that_is_enough(void) {
  node_settings.config =
      ONE "[streamers.faulty]\nkeys = ['bank', 'nosuch']\n[abcistream]\nunknown-stores = 'warn'\n";
  scenario_expect_blocks(1,
                         "open: OK\n"
                         "commits 1 to 1: 1 OK\n"
                         "close: OK\n"
                         "exit 0\n"
                         "faulty.heights: 1\n");
  scenario_expect_log("node WARN abcistream: " ASKS_FOR_NOSUCH ": left out\n");
}

/* ---- stop-node-on-error and on-error ---- */

static void stop_node_on_error_is_true_unless_said(void) {
  node_settings.config = BOTH FAULTY("faults = ['2:throw']");
  scenario_expect_blocks(
      2,
      "open: OK\n"
      "commit 2: SERVICE_FAILED: service faulty failed at height 2: the disk is on fire\n"
      "commits 1 to 2: 1 OK\n"
      "close: OK\n"
      "exit 0\n"
      "faulty.heights: 1\n"
      "recorder.heights: 1-2\n");
}

/* The file service's default is the reference's; process_storage has it fail. */
static void stop_node_on_error_of_the_file_service_is_asked_for(void) {
  node_settings.config = STREAMERS("'file'") FILES("");
  scenario_expect_blocks(2,
                         "open: OK\n"
                         "commits 1 to 2: 2 OK\n"
                         "close: OK\n"
                         "exit 0\n"
                         "streamed: 1-2\n");
  scenario_expect_log(
      "node WARN abcistream: streamers.file.stop-node-on-error is not set: when service file "
      "fails, the node goes on and the block is lost for it; write stop-node-on-error = true in "
      "[streamers.file] to stop the node instead\n");
}

static void on_error_skip_leaves_a_hole(void) {
  node_settings.config =
      ONE FAULTY("stop-node-on-error = false\non-error = 'skip'\nfaults = ['2:throw']");
  scenario_expect_blocks(4,
                         "open: OK\n"
                         "commits 1 to 4: 4 OK\n"
                         "close: OK\n"
                         "exit 0\n"
                         "faulty.heights: 1 3-4\n");
}

static void stream_with_state(void) {
  CHECK(node_open());
  node_commit(1, 4);
  node_say_state("faulty");
  node_say_last_height();
  node_close();
}

static void stream_from_two(void) {
  CHECK(node_open());
  node_say_last_height();
  node_commit(2, 4);
  node_close();
}

static void on_error_detach_gives_it_nothing_until_the_next_start(void) {
  node_settings.config = BOTH FAULTY(
      "stop-node-on-error = false\non-error = 'detach'\nprogress = true\nfaults = ['2:throw']");
  scenario_expect(stream_with_state,
                  "open: OK\n"
                  "commits 1 to 4: 4 OK\n"
                  "faulty is detached, \"holes\":0\n"
                  "last height: 1\n"
                  "close: OK\n"
                  "exit 0\n"
                  "faulty.heights: 1\n"
                  "recorder.heights: 1-4\n");
  node_settings.config = ONE FAULTY("progress = true");
  scenario_expect(stream_from_two,
                  "open: OK\n"
                  "last height: 1\n"
                  "commits 2 to 4: 3 OK\n"
                  "close: OK\n"
                  "exit 0\n"
                  "faulty.heights: 1-4\n"
                  "recorder.heights: 1-4\n");
}

/* ---- delivery ---- */

static void delivery_sync_has_the_block_when_the_commit_returns(void) {
  CHECK(node_open());
  node_commit(1, 1);
  _exit(0);
}

static void delivery_sync(void) {
  node_settings.config = BOTH FAULTY("delivery = 'sync'\nfaults = ['*:slow=50']");
  scenario_expect(delivery_sync_has_the_block_when_the_commit_returns,
                  "open: OK\n"
                  "commits 1 to 1: 1 OK\n"
                  "exit 0\n"
                  "faulty.heights: 1\n"
                  "recorder.heights: 1\n");
}

/* Three blocks while the first is being taken; its failure comes with a later commit. */
static void commit_ahead(void) {
  node_make_gate("faulty");
  CHECK(node_open());
  node_commit(1, 3);
  close(node_await_gate("faulty"));
  abcistream_error error = {.status = ABCISTREAM_OK};
  int64_t height = 4;
  while (node_commit_quietly(height, &error) == ABCISTREAM_OK) {
    height++;
  }
  node_say("a later commit: %s: %s", abcistream_status_name(error.status), error.message);
  node_commit(height + 1, height + 1);
  node_close();
}

static void delivery_async_returns_a_failure_with_a_later_commit(void) {
  node_settings.config = ONE FAULTY(
      "delivery = 'async'\nstop-node-on-error = true\nqueue-blocks = 65536\n"
      "faults = ['1:gate', '1:throw']\n[abcistream]\non-gap = 'ignore'\n");
  scenario_expect(
      commit_ahead,
      "open: OK\n"
      "commits 1 to 3: 3 OK\n"
      "a later commit: SERVICE_FAILED: service faulty failed at height 1: the disk is on fire\n"
      "commits +([0-9]) to +([0-9]): 1 OK\n"
      "close: OK\n"
      "exit 0\n"
      "faulty.heights: 2-+([0-9])\n");
}

/* ---- queue-blocks, queue-bytes, timeout ---- */

/* The service holds block 1, and blocks 2 and 3 wait for it. */
static void overfill(void) {
  node_make_gate("faulty");
  CHECK(node_open());
  node_commit(1, 1);
  int gate = node_await_gate("faulty");
  node_commit(2, 5);
  node_say_state("faulty");
  close(gate);
  node_close();
}

#define LAGGING "delivery = 'async'\ntimeout = '1ms'\nfaults = ['1:gate']\n"

static void queue_blocks_bounds_what_waits(void) {
  node_settings.config = BOTH FAULTY("stop-node-on-error = false\nqueue-blocks = 3\n" LAGGING);
  scenario_expect(overfill,
                  "open: OK\n"
                  "commits 1 to 1: 1 OK\n"
                  "commits 2 to 5: 4 OK\n"
                  "faulty is late, \"holes\":2\n"
                  "close: OK\n"
                  "exit 0\n"
                  "faulty.heights: 1-3\n"
                  "recorder.heights: 1-5\n");
  scenario_expect_log("node WARN abcistream: the queue of service faulty is full (blocks: 3, ");
}

static void queue_bytes_bounds_what_waits(void) {
  node_settings.value_size = 100000;
  node_settings.config =
      BOTH FAULTY("stop-node-on-error = false\nqueue-bytes = '256KiB'\n" LAGGING);
  scenario_expect(overfill,
                  "open: OK\n"
                  "commits 1 to 1: 1 OK\n"
                  "commits 2 to 5: 4 OK\n"
                  "faulty is late, \"holes\":3\n"
                  "close: OK\n"
                  "exit 0\n"
                  "faulty.heights: 1-2\n"
                  "recorder.heights: 1-5\n");
}

static void a_block_larger_than_queue_bytes_passes_alone(void) {
  node_settings.value_size = 100000;
  node_settings.config = ONE FAULTY("queue-bytes = '1KiB'\ntimeout = '60s'");
  scenario_expect_blocks(5,
                         "open: OK\n"
                         "commits 1 to 5: 5 OK\n"
                         "close: OK\n"
                         "exit 0\n"
                         "faulty.heights: 1-5\n");
}

static void nothing_waits_behind_a_block_larger_than_queue_bytes(void) {
  node_settings.value_size = 100000;
  node_settings.config = BOTH FAULTY("stop-node-on-error = false\nqueue-bytes = '1KiB'\n" LAGGING);
  scenario_expect(overfill,
                  "open: OK\n"
                  "commits 1 to 1: 1 OK\n"
                  "commits 2 to 5: 4 OK\n"
                  "faulty is late, \"holes\":4\n"
                  "close: OK\n"
                  "exit 0\n"
                  "faulty.heights: 1\n"
                  "recorder.heights: 1-5\n");
}

static void a_full_queue_stops_the_node_where_it_is_to(void) {
  node_settings.config = BOTH FAULTY("stop-node-on-error = true\nqueue-blocks = 3\n" LAGGING);
  scenario_expect(overfill,
                  "open: OK\n"
                  "commits 1 to 1: 1 OK\n"
                  "commit 4: TIMEOUT: the queue of service faulty is full (blocks: 3, bytes: *): "
                  "height 4 is missing there\n"
                  "commit 5: TIMEOUT: the queue of service faulty is full (blocks: 3, bytes: *): "
                  "height 5 is missing there\n"
                  "commits 2 to 5: 2 OK\n"
                  "faulty is late, \"holes\":2\n"
                  "close: OK\n"
                  "exit 0\n"
                  "faulty.heights: 1-3\n"
                  "recorder.heights: 1-5\n");
}

static void a_full_queue_detaches_where_errors_do(void) {
  node_settings.config =
      BOTH FAULTY("stop-node-on-error = false\non-error = 'detach'\nqueue-blocks = 3\n" LAGGING);
  scenario_expect(overfill,
                  "open: OK\n"
                  "commits 1 to 1: 1 OK\n"
                  "commits 2 to 5: 4 OK\n"
                  "faulty is detached, \"holes\":0\n"
                  "close: *\n"
                  "exit 0\n"
                  "faulty.heights: 1*\n"
                  "recorder.heights: 1-5\n");
  scenario_expect_log("at height 4: the service is detached and gets nothing until the next start");
}

/* The commit after the one that brought a service back tells that it has caught up. */
static void be_late_and_come_back(void) {
  node_make_gate("faulty");
  CHECK(node_open());
  node_commit(1, 20);
  node_say_state("faulty");
  int gate = node_await_gate("faulty");
  close(gate);
  int64_t height = 21;
  abcistream_error error;
  do {
    CHECK_INT(ABCISTREAM_OK, node_commit_quietly(height++, &error));
  } while (!node_has_state("faulty", "on"));
  node_say_state("faulty");
  CHECK_INT(ABCISTREAM_OK, node_commit_quietly(height, &error));
  node_close();
}

static void a_late_service_catches_up_and_has_no_hole(void) {
  node_settings.config = BOTH FAULTY(
      "stop-node-on-error = false\ntimeout = '50ms'\nqueue-blocks = 65536\nfaults = ['1:gate']");
  scenario_expect(be_late_and_come_back,
                  "open: OK\n"
                  "commits 1 to 20: 20 OK\n"
                  "faulty is late, \"holes\":0\n"
                  "faulty is on, \"holes\":0\n"
                  "close: OK\n"
                  "exit 0\n"
                  "faulty.heights: 1-+([0-9])\n"
                  "recorder.heights: 1-+([0-9])\n");
  scenario_expect_log("service faulty has caught up; commits wait for it again");
}

/* ---- Retries ---- */

#define CALLED_AGAIN(pause)                                                                      \
  "node WARN abcistream.faulty: service faulty failed at height 2 and is called again in " pause \
  " ms: the broker elects a leader\n"

static void a_retryable_failure_is_tried_again_with_growing_pauses(void) {
  node_settings.config = BOTH FAULTY("timeout = '60s'\nfaults = ['2:retryable=4']");
  scenario_expect_blocks(4,
                         "open: OK\n"
                         "commits 1 to 4: 4 OK\n"
                         "close: OK\n"
                         "exit 0\n"
                         "faulty.heights: 1-4\n"
                         "recorder.heights: 1-4\n");
  scenario_expect_log(CALLED_AGAIN("20") CALLED_AGAIN("40") CALLED_AGAIN("80") CALLED_AGAIN("160"));
}

/* The same whether a commit waits for the service or not, and whichever of the two, the service or
 * the commit, first finds that the time is over. */
static void expect_failed_retries(const char *config) {
  node_settings.config = config;
  scenario_expect_blocks(4,
                         "open: OK\n"
                         "commits 1 to 4: 4 OK\n"
                         "close: OK\n"
                         "exit 0\n"
                         "faulty.heights: 1 3-4\n"
                         "recorder.heights: 1-4\n");
  scenario_expect_log(
      "node WARN abcistream.faulty: height 2 is missing at service faulty; the node goes on, as "
      "stop-node-on-error is false\n");
}

#define RETRIES_FOR_LONG "timeout = '200ms'\nstop-node-on-error = false\nfaults = ['2:retryable']\n"

static void retries_that_outlast_the_timeout_are_a_failure(void) {
  expect_failed_retries(BOTH FAULTY("delivery = 'sync'\n" RETRIES_FOR_LONG));
}

static void retries_of_an_async_service_that_outlast_the_timeout_are_a_failure(void) {
  expect_failed_retries(BOTH FAULTY("delivery = 'async'\n" RETRIES_FOR_LONG));
}

int main(int argc, char **argv) {
  static const struct scenario scenarios[] = {
      SCENARIO(keys_none_switches_the_service_off),
      SCENARIO(keys_of_a_store_that_the_node_lacks_are_refused),
      SCENARIO(unknown_stores_are_warned_of_where_that_is_enough),
      SCENARIO(stop_node_on_error_is_true_unless_said),
      SCENARIO(stop_node_on_error_of_the_file_service_is_asked_for),
      SCENARIO(on_error_skip_leaves_a_hole),
      SCENARIO(on_error_detach_gives_it_nothing_until_the_next_start),
      SCENARIO(delivery_sync),
      SCENARIO(delivery_async_returns_a_failure_with_a_later_commit),
      SCENARIO(queue_blocks_bounds_what_waits),
      SCENARIO(queue_bytes_bounds_what_waits),
      SCENARIO(a_block_larger_than_queue_bytes_passes_alone),
      SCENARIO(nothing_waits_behind_a_block_larger_than_queue_bytes),
      SCENARIO(a_full_queue_stops_the_node_where_it_is_to),
      SCENARIO(a_full_queue_detaches_where_errors_do),
      SCENARIO(a_late_service_catches_up_and_has_no_hole),
      SCENARIO(a_retryable_failure_is_tried_again_with_growing_pauses),
      SCENARIO(retries_that_outlast_the_timeout_are_a_failure),
      SCENARIO(retries_of_an_async_service_that_outlast_the_timeout_are_a_failure),
  };
  return scenario_main(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
