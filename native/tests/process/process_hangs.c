/*
 * "A service hangs": a commit returns within the service's timeout, once; and the start and the
 * close have a deadline of their own.
 */
#include <unistd.h>

#include "tests/process/process_scenario.h"

#define BOTH STREAMERS("'recorder', 'faulty'") RECORDER

/* What a commit may take at the most before it counts as one that has waited. */
#define TIMEOUT "timeout = '500ms'\n"
#define TIMEOUT_NS (500 * NODE_MILLISECOND)

#define CLOSES_SOON "[abcistream]\nclose-timeout = '100ms'\n"

#define NO_COMMIT_WAITS                                                              \
  "service faulty has not finished height 1 within its timeout of 500 ms; no commit" \
  " waits for it until it has caught up; raise streamers.faulty.timeout if it needs longer"

/* ---- Commits ---- */

static void commit_twenty(void) {
  CHECK(node_open());
  node_commit(1, 20);
  node_say_latency("one hung service", TIMEOUT_NS);
  node_say_state("faulty");
  node_close();
}

#define TWENTY_WITH_ONE_TIMEOUT                                                           \
  "one hung service: 1 commits took the timeout\n"                                        \
  "faulty is late, \"holes\":0\n"                                                         \
  "close: TIMEOUT: services have not finished within abcistream.close-timeout (100 ms): " \
  "faulty*; what they have not finished is missing there\n"                               \
  "exit 0\n"                                                                              \
  "recorder.heights: 1-20\n"

static void twenty_commits_pay_the_timeout_of_a_hung_service_once(void) {
  node_settings.config =
      BOTH FAULTY("stop-node-on-error = true\nfaults = ['1:hang']\n" TIMEOUT) CLOSES_SOON;
  scenario_expect(commit_twenty,
                  "open: OK\n"
                  "commit 1: TIMEOUT: " NO_COMMIT_WAITS
                  "\n"
                  "commits 1 to 20: 19 OK\n" TWENTY_WITH_ONE_TIMEOUT);
}

static void a_hung_service_that_does_not_stop_the_node_costs_no_commit(void) {
  node_settings.config =
      BOTH FAULTY("stop-node-on-error = false\nfaults = ['1:hang']\n" TIMEOUT) CLOSES_SOON;
  scenario_expect(commit_twenty,
                  "open: OK\n"
                  "commits 1 to 20: 20 OK\n" TWENTY_WITH_ONE_TIMEOUT);
  scenario_expect_log("node WARN abcistream: " NO_COMMIT_WAITS "\n");
}

/* A thread that never comes to rest, which a collection does. */
static void an_endless_loop_is_a_hung_service(void) {
  node_settings.config =
      STREAMERS("'faulty', 'stressed'")
      FAULTY("stop-node-on-error = false\nfaults = ['1:loop']\ntimeout = '100ms'")
      "[streamers.stressed]\ntype = 'faulty'\nkeys = ['*']\nfaults = ['*:gc']\n" CLOSES_SOON;
  scenario_expect_blocks(3,
                         "open: OK\n"
                         "commits 1 to 3: 3 OK\n"
                         "close: TIMEOUT: *faulty (blocks not finished: 3); *\n"
                         "exit 0\n"
                         "stressed.heights: 1-3\n");
}

/* ---- How long commits take, whatever a service does ---- */

/* In streams of one process, one after the other; what hangs is the last, since it stays. The
 * others have more time than they need on the slowest machine. */
static const struct {
  const char *faults;
  int timeout_ms;
} kinds[] = {{"/10:throw", 10000},          {"/10:exit", 10000},
             {"/10:stack-overflow", 10000}, {"/50:oom", 10000},
             {"/50:retryable-once", 10000}, {"/50:gc", 10000},
             {"/10:null", 10000},           {"/50:hang", 500}};
enum { KINDS = sizeof kinds / sizeof *kinds, COMMITS = 100 };

static void commit_beside_each_kind(void) {
  for (int i = 0; i < KINDS; i++) {
    char config[1024];
    snprintf(config, sizeof config,
             BOTH FAULTY("stop-node-on-error = false\nfaults = ['%s']\ntimeout = '%dms'\n")
                 CLOSES_SOON,
             kinds[i].faults, kinds[i].timeout_ms);
    node_settings.config = config;
    CHECK(node_open());
    node_commit(1, COMMITS);
    node_say_latency(kinds[i].faults, kinds[i].timeout_ms * NODE_MILLISECOND);
    node_close();
  }
}

#define COMMITTED "open: OK\ncommits 1 to 100: 100 OK\n"

static void commits_beside_each_kind_of_fault_are_measured(void) {
  node_settings.jvm_options[0] = "-Xmx32m";
  scenario_expect(commit_beside_each_kind,
                  COMMITTED "/10:throw: 0 commits took the timeout\nclose: OK\n" COMMITTED
                            "/10:exit: 0 commits took the timeout\nclose: OK\n" COMMITTED
                            "/10:stack-overflow: 0 commits took the timeout\nclose: OK\n" COMMITTED
                            "/50:oom: 0 commits took the timeout\nclose: OK\n" COMMITTED
                            "/50:retryable-once: 0 commits took the timeout\nclose: OK\n" COMMITTED
                            "/50:gc: 0 commits took the timeout\nclose: OK\n" COMMITTED
                            "/10:null: 0 commits took the timeout\nclose: OK\n" COMMITTED
                            "/50:hang: 1 commits took the timeout\nclose: TIMEOUT: *\n"
                            "exit 0\n"
                            "faulty.heights: *\n"
                            "recorder.heights: 1-100 1-100 1-100 1-100 1-100 1-100 1-100 1-100\n");
}

/* ---- The start ---- */

static void open_twice(void) {
  CHECK(!node_open());
  node_settings.config = STREAMERS("'recorder'") RECORDER;
  CHECK(node_open());
  node_commit(1, 2);
  node_close();
}

/* The node lives, and may open again without that service. */
static void expect_refused(const char *options, const char *refusal) {
  char *config = NULL;
  char *seen = NULL;
  CHECK(asprintf(&config, "%s[streamers.faulty]\nkeys = ['*']\n%s", BOTH, options) > 0);
  CHECK(asprintf(&seen,
                 "open: %s\n"
                 "open: OK\n"
                 "commits 1 to 2: 2 OK\n"
                 "close: OK\n"
                 "exit 0\n"
                 "recorder.heights: 1-2\n",
                 refusal) > 0);
  node_settings.config = config;
  scenario_expect(open_twice, seen);
  free(config);
  free(seen);
}

static void constructor_hangs(void) {
  expect_refused("constructor = 'hang'\n[abcistream]\nstart-timeout = '500ms'\n",
                 "TIMEOUT: service faulty was not ready within abcistream.start-timeout: "
                 "org.abcistream.process.FaultyConstructor is still constructing it; raise the "
                 "option if that may take longer");
}

static void constructor_throws(void) {
  expect_refused("constructor = 'throw'\n",
                 "SERVICE_FAILED: service faulty cannot start: the disk is on fire");
}

static void constructor_exits(void) {
  expect_refused("constructor = 'exit'\n",
                 "SERVICE_FAILED: service faulty cannot start: System.exit and Runtime.halt are "
                 "refused: *");
}

/* ---- The close ---- */

static void close_names_what_has_not_finished(void) {
  node_settings.config = BOTH FAULTY("close = 'hang'") CLOSES_SOON;
  scenario_expect_blocks(3,
                         "open: OK\n"
                         "commits 1 to 3: 3 OK\n"
                         "close: TIMEOUT: services have not finished within "
                         "abcistream.close-timeout (100 ms): faulty; what they have not finished "
                         "is missing there\n"
                         "exit 0\n"
                         "faulty.heights: 1-3\n"
                         "recorder.heights: 1-3\n");
}

static void close_that_throws_is_logged(void) {
  node_settings.config = BOTH FAULTY("close = 'throw'");
  scenario_expect_blocks(3,
                         "open: OK\n"
                         "commits 1 to 3: 3 OK\n"
                         "close: OK\n"
                         "exit 0\n"
                         "faulty.heights: 1-3\n"
                         "recorder.heights: 1-3\n");
  scenario_expect_log(
      "node ERROR abcistream.faulty: service faulty could not be closed\n"
      "java.io.IOException: the disk is on fire\n");
}

static void commit_behind_a_gate_and_close(void) {
  node_make_gate("faulty");
  CHECK(node_open());
  node_commit(1, 10);
  close(node_await_gate("faulty"));
  node_close();
}

/* What is queued is finished before the close returns. */
static void close_drains_what_is_queued(void) {
  node_settings.config = BOTH FAULTY("delivery = 'async'\nfaults = ['1:gate']");
  scenario_expect(commit_behind_a_gate_and_close,
                  "open: OK\n"
                  "commits 1 to 10: 10 OK\n"
                  "close: OK\n"
                  "exit 0\n"
                  "faulty.heights: 1-10\n"
                  "recorder.heights: 1-10\n");
}

int main(int argc, char **argv) {
  static const struct scenario scenarios[] = {
      SCENARIO(twenty_commits_pay_the_timeout_of_a_hung_service_once),
      SCENARIO(a_hung_service_that_does_not_stop_the_node_costs_no_commit),
      SCENARIO(an_endless_loop_is_a_hung_service),
      SCENARIO(commits_beside_each_kind_of_fault_are_measured),
      SCENARIO(constructor_hangs),
      SCENARIO(constructor_throws),
      SCENARIO(constructor_exits),
      SCENARIO(close_names_what_has_not_finished),
      SCENARIO(close_that_throws_is_logged),
      SCENARIO(close_drains_what_is_queued),
  };
  return scenario_main(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
