/*
 * "A service hangs": a commit returns within the service's timeout, once; and the start and the
 * close have a deadline of their own.
 */
#include <unistd.h>

#include "tests/process/process_files.h"
#include "tests/process/process_scenario.h"

#define BOTH STREAMERS("'recorder', 'faulty'") RECORDER

/* What a commit may take at the most before it counts as one that has waited. */
#define TIMEOUT "timeout = '1s'\n"
#define TIMEOUT_NS (1000 * NODE_MILLISECOND)

/* Enough for the healthy services of a slow machine, which shall not be named beside the hung. */
#define CLOSES_SOON "[abcistream]\nclose-timeout = '1s'\n"
#define CLOSES_SOON_NS (1000 * NODE_MILLISECOND)
#define STARTS_SOON "[abcistream]\nstart-timeout = '2s'\n"
#define STARTS_SOON_NS (2000 * NODE_MILLISECOND)

/* What shorter timeouts are told from; no machine is that slow. */
#define DEFAULT_START_TIMEOUT_NS (60000 * NODE_MILLISECOND)
#define DEFAULT_CLOSE_TIMEOUT_NS (8000 * NODE_MILLISECOND)

#define NO_COMMIT_WAITS                                                               \
  "service faulty has not finished height 1 within its timeout of 1000 ms; no commit" \
  " waits for it until it has caught up; raise streamers.faulty.timeout if it needs longer"

/* ---- Commits ---- */

static void commit_twenty(void) {
  CHECK(node_open());
  node_commit(1, 20);
  node_say_latency("one hung service", TIMEOUT_NS);
  node_say_state("faulty");
  node_close();
}

#define TWENTY_WITH_ONE_TIMEOUT                                                            \
  "one hung service: 1 commits took the timeout\n"                                         \
  "faulty is late, \"holes\":0\n"                                                          \
  "close: TIMEOUT: services have not finished within abcistream.close-timeout (1000 ms): " \
  "faulty*; what they have not finished is missing there\n"                                \
  "exit 0\n"                                                                               \
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
                         "close: TIMEOUT: *faulty (blocks not finished: 3)*\n"
                         "exit 0\n"
                         "stressed.heights: 1-3\n");
}

/* ---- How long commits take, whatever a service does ---- */

struct kind {
  const char *name;
  const char *fault;
  const char *options;
  int timeout_ms;
  const char *waits; /* How many of the commits take the timeout. */
};

enum { COMMITS = 100 };

/* What is over when the stream is closed. Most have more time than they need on the slowest
 * machine. A retry that would begin behind the timeout is left out, so that the failure comes
 * before it, unless the machine is slow. */
static const struct kind passing[] = {
    {"exceptions", "/10:throw", "", 10000, "0"},
    {"exits", "/10:exit", "", 10000, "0"},
    {"halts", "/10:halt", "", 10000, "0"},
    {"stack overflows", "/10:stack-overflow", "", 10000, "0"},
    {"a full heap", "/50:oom", "", 10000, "0"},
    {"retries", "/50:retryable=1", "", 10000, "0"},
    {"collections", "/50:gc", "", 10000, "0"},
    {"null checks", "/10:null", "", 10000, "0"},
    {"retries until the timeout", "50:retryable", "", 1000, "[01]"},
    {"a late service", "50:slow=2000", "queue-blocks = 65536\n", 1000, "1"}};

/* What stays in the JVM; the last does so on one of the processors. */
static const struct kind staying[] = {
    {"a hung service", "1:hang", "", 1000, "1"},
    {"a full queue", "1:hang", "delivery = 'async'\nqueue-blocks = 2\n", 1000, "1"},
    {"an endless loop", "1:loop", "", 1000, "1"}};

static const struct kind *kinds;
static size_t kind_count;

static bool commit_beside(const struct kind *kind, const char *rest) {
  char config[1024];
  snprintf(config, sizeof config,
           BOTH FAULTY("stop-node-on-error = false\nfaults = ['%s']\ntimeout = '%dms'\n%s%s"),
           kind->fault, kind->timeout_ms, kind->options, rest);
  node_settings.config = config;
  CHECK(node_open());
  node_commit(1, COMMITS);
  bool in_time = node_say_latency(kind->name, kind->timeout_ms * NODE_MILLISECOND);
  node_close();
  return in_time;
}

/* In streams of one process, one after the other. A machine that has kept the node from running for
 * the 100 ms will hardly do so twice, but a library that takes them will. */
static void commit_beside_each_kind(void) {
  const char *rest = kinds == staying ? CLOSES_SOON : "";
  for (size_t i = 0; i < kind_count; i++) {
    if (!commit_beside(&kinds[i], rest)) {
      node_say("measured: %s: too long, so once more", kinds[i].name);
      CHECK(commit_beside(&kinds[i], rest));
    }
  }
}

static void expect_in_time(const struct kind *list, size_t count, const char *close) {
  kinds = list;
  kind_count = count;
  struct text seen = {0};
  for (size_t i = 0; i < count; i++) {
    text_add(&seen,
             "+(open: OK\ncommits 1 to 100: 100 OK\n%s: %s commits took the timeout\nclose: %s\n)",
             list[i].name, list[i].waits, close);
  }
  text_add(&seen, "exit 0\n*recorder.heights:+( 1-100)\n");
  node_settings.jvm_options[0] = "-Xmx32m";
  scenario_expect(commit_beside_each_kind, seen.data);
  text_free(&seen);
}

static void commits_beside_faults_return_in_time(void) {
  expect_in_time(passing, sizeof passing / sizeof *passing, "OK");
}

static void commits_beside_what_never_returns_return_in_time(void) {
  expect_in_time(staying, sizeof staying / sizeof *staying, "TIMEOUT: *");
}

/* ---- The start ---- */

static int64_t start_timeout_ns;

static void open_twice(void) {
  CHECK(!node_open());
  if (start_timeout_ns != 0) {
    node_check_waited("open", start_timeout_ns, DEFAULT_START_TIMEOUT_NS);
  }
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
  start_timeout_ns = STARTS_SOON_NS;
  expect_refused("constructor = 'hang'\n" STARTS_SOON,
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

static void commit_three_and_close(void) {
  CHECK(node_open());
  node_commit(1, 3);
  node_close();
  node_check_waited("close", CLOSES_SOON_NS, DEFAULT_CLOSE_TIMEOUT_NS);
}

static void close_names_what_has_not_finished(void) {
  node_settings.config = BOTH FAULTY("close = 'hang'") CLOSES_SOON;
  scenario_expect(
      commit_three_and_close,
      "open: OK\n"
      "commits 1 to 3: 3 OK\n"
      "close: TIMEOUT: services have not finished within abcistream.close-timeout (1000 "
      "ms): faulty; what they have not finished is missing there\n"
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
      SCENARIO(commits_beside_faults_return_in_time),
      SCENARIO(commits_beside_what_never_returns_return_in_time),
      SCENARIO(constructor_hangs),
      SCENARIO(constructor_throws),
      SCENARIO(constructor_exits),
      SCENARIO(close_names_what_has_not_finished),
      SCENARIO(close_that_throws_is_logged),
      SCENARIO(close_drains_what_is_queued),
  };
  return scenario_main(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
