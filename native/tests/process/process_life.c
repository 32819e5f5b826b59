/*
 * The life of a stream in its process: main returns at any moment, a fork, a second stream, an open
 * after a close.
 */
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/process/process_scenario.h"

#define BOTH STREAMERS("'recorder', 'faulty'") RECORDER

/* ---- main returns ---- */

static void *open_and_close(void *unused) {
  if (node_open()) {
    node_commit(1, 1);
    node_close();
  }
  return unused;
}

/* Returns from main while another thread is in the library, as the service at its gate shows. */
static void return_beside_a_thread_at_the_gate(void) {
  node_make_gate("faulty");
  pthread_t thread;
  CHECK_INT(0, pthread_create(&thread, NULL, open_and_close, NULL));
  node_await_gate("faulty");
}

static void main_returns_during_the_open(void) {
  node_settings.config = BOTH FAULTY("constructor = 'gate'");
  scenario_expect(return_beside_a_thread_at_the_gate, "exit 0\n");
}

static void main_returns_during_a_commit(void) {
  node_settings.config = STREAMERS("'faulty'") FAULTY("faults = ['1:gate']");
  scenario_expect(return_beside_a_thread_at_the_gate, "open: OK\nexit 0\n");
}

static void main_returns_during_the_close(void) {
  node_settings.config = BOTH FAULTY("close = 'gate'");
  scenario_expect(return_beside_a_thread_at_the_gate,
                  "open: OK\n"
                  "commits 1 to 1: 1 OK\n"
                  "exit 0\n"
                  "faulty.heights: 1\n"
                  "recorder.heights: 1\n");
}

static void commit_and_return(void) {
  CHECK(node_open());
  node_commit(1, 3);
}

/* A hook of Java's would leave a file. */
static void main_returns_without_a_close_and_no_shutdown_hook_runs(void) {
  node_settings.config = BOTH FAULTY("faults = ['1:shutdown-hook', '2:thread-leak']");
  scenario_expect(commit_and_return,
                  "open: OK\n"
                  "commits 1 to 3: 3 OK\n"
                  "exit 0\n"
                  "faulty.heights: 1-3\n"
                  "recorder.heights: 1-3\n");
}

/* ---- A fork ---- */

/* What the child is told of its parent's stream. */
static void call_in_child(void) {
  abcistream_error error;
  abcistream *parents = node_stream;
  CHECK_INT(ABCISTREAM_FORKED, node_commit_quietly(2, &error));
  node_say("commit in the child: %s: %s", abcistream_status_name(error.status), error.message);
  node_open();
  node_stream = parents;
  node_close();
}

static void fork_between_blocks(void) {
  CHECK(node_open());
  node_commit(1, 1);
  pid_t child = fork();
  CHECK(child >= 0);
  if (child == 0) {
    call_in_child();
    _exit(0);
  }
  int status;
  CHECK_INT(child, waitpid(child, &status, 0));
  CHECK_INT(0, status);
  node_commit(2, 3);
  node_close();
}

static void a_forked_child_is_refused_and_its_parent_goes_on(void) {
  node_settings.config = BOTH FAULTY("");
  scenario_expect(
      fork_between_blocks,
      "open: OK\n"
      "commits 1 to 1: 1 OK\n"
      "commit in the child: FORKED: listen_commit: the stream was opened by process "
      "+([0-9]), the parent of this one (+([0-9])); open one here\n"
      "open: FORKED: the JVM lives in process +([0-9]), of which this one (+([0-9])) is "
      "a fork: open the stream in the process that uses it\n"
      "close: FORKED: close: the stream was opened by process +([0-9]), the parent of "
      "this one (+([0-9])), which closes it\n"
      "commits 2 to 3: 2 OK\n"
      "close: OK\n"
      "exit 0\n"
      "faulty.heights: 1-3\n"
      "recorder.heights: 1-3\n");
}

/* The child of a node that has not opened anything yet is a node as any other. */
static void fork_and_open_in_both(void) {
  pid_t child = fork();
  CHECK(child >= 0);
  node_settings.config = child == 0 ? STREAMERS("'child'") "[streamers.child]\ntype = 'recorder'\n"
                                                           "keys = ['*']\n"
                                    : STREAMERS("'recorder'") RECORDER;
  abcistream_error error;
  if (child != 0) {
    int status;
    CHECK_INT(child, waitpid(child, &status, 0));
    CHECK_INT(0, status);
  }
  CHECK(node_open());
  CHECK_INT(ABCISTREAM_OK, node_commit_quietly(1, &error));
  node_close();
}

static void a_fork_before_the_open_matters_to_neither(void) {
  scenario_expect(fork_and_open_in_both,
                  "open: OK\n"
                  "close: OK\n"
                  "open: OK\n"
                  "close: OK\n"
                  "exit 0\n"
                  "child.heights: 1\n"
                  "recorder.heights: 1\n");
}

/* ---- More than one stream ---- */

static void open_again(void) {
  for (int64_t height = 1; height <= 3; height++) {
    CHECK(node_open());
    node_commit(height, height);
    node_close();
  }
}

static void a_closed_stream_may_be_opened_again(void) {
  node_settings.config =
      STREAMERS("'file', 'recorder'") FILES("stop-node-on-error = true") RECORDER;
  scenario_expect(open_again,
                  "open: OK\ncommits 1 to 1: 1 OK\nclose: OK\n"
                  "open: OK\ncommits 2 to 2: 1 OK\nclose: OK\n"
                  "open: OK\ncommits 3 to 3: 1 OK\nclose: OK\n"
                  "exit 0\n"
                  "recorder.heights: 1-3\n"
                  "streamed: 1-3\n");
}

static void open_again_beside_a_hung_service(void) {
  CHECK(node_open());
  node_commit(1, 1);
  node_close();
  node_settings.config = STREAMERS("'recorder'") RECORDER;
  CHECK(node_open());
  node_commit(2, 3);
  node_close();
}

static void a_service_that_hangs_hinders_no_later_stream(void) {
  node_settings.config =
      BOTH FAULTY("timeout = '100ms'\nstop-node-on-error = false\nfaults = ['1:hang']")
      "[abcistream]\nclose-timeout = '1s'\n";
  scenario_expect(
      open_again_beside_a_hung_service,
      "open: OK\n"
      "commits 1 to 1: 1 OK\n"
      "close: TIMEOUT: services have not finished within abcistream.close-timeout (1000 "
      "ms): faulty*\n"
      "open: OK\n"
      "commits 2 to 3: 2 OK\n"
      "close: OK\n"
      "exit 0\n"
      "recorder.heights: 1-3\n");
}

/* The first stream's service fails where the second's does not notice. */
static void open_two(void) {
  node_settings.name = "first";
  node_settings.config =
      STREAMERS("'faulty'") FAULTY("stop-node-on-error = false\nfaults = ['2:throw']");
  CHECK(node_open());
  abcistream *first = node_stream;
  node_settings.name = "second";
  node_settings.config = STREAMERS("'recorder'") RECORDER;
  CHECK(node_open());
  abcistream *second = node_stream;
  for (int64_t height = 1; height <= 3; height++) {
    node_stream = first;
    node_commit(height, height);
    node_stream = second;
    node_commit(height + 10, height + 10);
  }
  node_stream = first;
  node_close();
  node_stream = second;
  node_commit(14, 14);
  node_close();
}

static void two_streams_know_nothing_of_each_other(void) {
  scenario_expect(open_two,
                  "open: OK\n"
                  "open: OK\n"
                  "commits 1 to 1: 1 OK\ncommits 11 to 11: 1 OK\n"
                  "commits 2 to 2: 1 OK\ncommits 12 to 12: 1 OK\n"
                  "commits 3 to 3: 1 OK\ncommits 13 to 13: 1 OK\n"
                  "close: OK\n"
                  "commits 14 to 14: 1 OK\n"
                  "close: OK\n"
                  "exit 0\n"
                  "faulty.heights: 1 3\n"
                  "recorder.heights: 11-14\n");
  scenario_expect_log("first ERROR abcistream.faulty: service faulty failed at height 2\n");
  scenario_expect_log(
      "second INFO abcistream.recorder: service recorder has no progress yet; it "
      "begins at height 11\n");
}

/* Two nodes that write the same files; the second is told who has them. */
static void open_the_same_folder_twice(void) {
  CHECK(node_open());
  abcistream *first = node_stream;
  CHECK(!node_open());
  node_stream = first;
  node_commit(1, 2);
  node_close();
}

static void a_folder_that_is_taken_is_refused(void) {
  node_settings.config = STREAMERS("'file'") FILES("stop-node-on-error = true");
  scenario_expect(open_the_same_folder_twice,
                  "open: OK\n"
                  "open: CONFIG: service file cannot start: streamers.file.write_dir is "
                  "\"streamed\": service \"file\" of process +([0-9]) writes files with the prefix "
                  "\"\" in HOME/streamed already, give one of the two another write_dir or prefix\n"
                  "commits 1 to 2: 2 OK\n"
                  "close: OK\n"
                  "exit 0\n"
                  "streamed: 1-2\n");
}

static void open_with_other_options(void) {
  node_settings.jvm_options[0] = "-Xmx100m";
  CHECK(node_open());
  abcistream *first = node_stream;
  node_settings.jvm_options[0] = "-Xmx200m";
  CHECK(!node_open());
  node_stream = first;
  node_commit(1, 1);
  node_close();
}

static void a_second_stream_with_other_jvm_options_is_refused(void) {
  node_settings.config = STREAMERS("'recorder'") RECORDER;
  scenario_expect(open_with_other_options,
                  "open: OK\n"
                  "open: JVM_OPTIONS: the process already runs a JVM whose JVM option 1 is "
                  "-Xmx100m; this stream asks for -Xmx200m: give every stream of a process the "
                  "same\n"
                  "commits 1 to 1: 1 OK\n"
                  "close: OK\n"
                  "exit 0\n"
                  "recorder.heights: 1\n");
}

int main(int argc, char **argv) {
  static const struct scenario scenarios[] = {
      SCENARIO(main_returns_during_the_open),
      SCENARIO(main_returns_during_a_commit),
      SCENARIO(main_returns_during_the_close),
      SCENARIO(main_returns_without_a_close_and_no_shutdown_hook_runs),
      SCENARIO(a_forked_child_is_refused_and_its_parent_goes_on),
      SCENARIO(a_fork_before_the_open_matters_to_neither),
      SCENARIO(a_closed_stream_may_be_opened_again),
      SCENARIO(a_service_that_hangs_hinders_no_later_stream),
      SCENARIO(two_streams_know_nothing_of_each_other),
      SCENARIO(a_folder_that_is_taken_is_refused),
      SCENARIO(a_second_stream_with_other_jvm_options_is_refused),
  };
  return scenario_main(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
