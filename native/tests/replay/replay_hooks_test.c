/*
 * Which hooks a replay calls, in which order and with what. The hooks are this file's own: they
 * write down their calls, and one of them may be made to fail.
 */
#include <stdarg.h>

#include "examples/replay.h"
#include "tests/check.h"
#include "tests/replay/trace_builder.h"

static char calls[4096];
static const char *failing_call; /* The call, as it is written down, that fails. */
static int64_t stop_height;      /* The commit that a signal comes with; 0 = none. */
static volatile sig_atomic_t stop;

__attribute__((format(printf, 1, 2))) static abcistream_status write_down(const char *format, ...) {
  char *call = calls + strlen(calls);
  size_t room = sizeof calls - strlen(calls);
  va_list args;
  va_start(args, format);
  int size = vsnprintf(call, room, format, args);
  va_end(args);
  CHECK(size >= 0 && (size_t)size + 1 < room);
  bool fails = failing_call != NULL && strcmp(call, failing_call) == 0;
  call[size] = '\n';
  call[size + 1] = '\0';
  return fails ? ABCISTREAM_TIMEOUT : ABCISTREAM_OK;
}

#define TEXT(bytes) (int)(bytes).size, (const char *)(bytes).data

abcistream_status abcistream_listen_begin_block(abcistream *stream, abcistream_bytes request,
                                                abcistream_bytes response,
                                                abcistream_error *error) {
  (void)stream, (void)error;
  return write_down("begin_block %.*s %.*s", TEXT(request), TEXT(response));
}

abcistream_status abcistream_listen_deliver_tx(abcistream *stream, abcistream_bytes request,
                                               abcistream_bytes response, abcistream_error *error) {
  (void)stream, (void)error;
  return write_down("deliver_tx %.*s %.*s", TEXT(request), TEXT(response));
}

abcistream_status abcistream_listen_end_block(abcistream *stream, abcistream_bytes request,
                                              abcistream_bytes response, abcistream_error *error) {
  (void)stream, (void)error;
  return write_down("end_block %.*s %.*s", TEXT(request), TEXT(response));
}

abcistream_status abcistream_listen_finalize_block(abcistream *stream, abcistream_bytes request,
                                                   abcistream_bytes response,
                                                   abcistream_error *error) {
  (void)stream, (void)error;
  return write_down("finalize_block %.*s %.*s", TEXT(request), TEXT(response));
}

abcistream_status abcistream_on_write(abcistream *stream, uint32_t store, abcistream_bytes key,
                                      abcistream_bytes value, bool is_delete,
                                      abcistream_error *error) {
  (void)stream, (void)error;
  return write_down("%s %u %.*s=%.*s", is_delete ? "delete" : "set", store, TEXT(key), TEXT(value));
}

abcistream_status abcistream_listen_commit(abcistream *stream, int64_t height,
                                           abcistream_bytes app_hash, abcistream_bytes response,
                                           abcistream_error *error) {
  (void)stream, (void)error;
  stop = height == stop_height;
  return write_down("commit %" PRId64 " [%.*s] %zu", height, TEXT(app_hash), response.size);
}

/* Heights 5 and 6, one of each generation; both hashes are in their responses. */
static struct trace_builder two_generations(void) {
  struct trace_builder builder = {0};
  build_messages(&builder, TRACE_BEGIN_BLOCK, "bq", "br");
  build_messages(&builder, TRACE_DELIVER_TX, "dq", "dr");
  build_messages(&builder, TRACE_END_BLOCK, "eq", "er");
  build_write(&builder, "gov", "k", "v", false);
  build_write(&builder, "acc", "k", "", true);
  build_commit(&builder, 5, "\x12\x03old");
  build_messages(&builder, TRACE_FINALIZE_BLOCK, "fq", "\x2a\x03new");
  build_write(&builder, "acc", "k", "", false);
  build_commit(&builder, 6, "");
  return builder;
}

#define BLOCK_V047(height) \
  "begin_block bq br\n"    \
  "deliver_tx dq dr\n"     \
  "end_block eq er\n"      \
  "set 0 k=v\n"            \
  "delete 1 k=\n"          \
  "commit " height " [old] 5\n"
#define BLOCK_V053(height)          \
  "finalize_block fq \x2a\x03new\n" \
  "set 1 k=\n"                      \
  "commit " height " [new] 0\n"

/* Replays the two blocks so often, up to so many blocks. */
static struct replay_totals run(uint64_t repeat, uint64_t block_limit, abcistream_status expected) {
  struct trace_builder builder = two_generations();
  struct trace_reader trace;
  struct store_names stores = {0};
  struct progress progress;
  struct input_error input_error;
  abcistream_error error = {0};
  calls[0] = '\0';
  stop = 0;
  progress_begin(&progress, stderr, PROGRESS_SILENT);
  CHECK(trace_open(&trace, build_file(&builder), &input_error));
  CHECK(store_names_collect(&stores, &trace, &input_error));
  struct replay replay = {.trace = &trace,
                          .stores = &stores,
                          .progress = &progress,
                          .repeat = repeat,
                          .block_limit = block_limit,
                          .stop = &stop};
  CHECK_INT(expected, replay_run(&replay, &error));
  store_names_free(&stores);
  trace_close(&trace);
  return replay.totals;
}

static void both_generations_are_replayed_as_recorded(void) {
  struct replay_totals totals = run(1, 0, ABCISTREAM_OK);
  CHECK_STR(BLOCK_V047("5") BLOCK_V053("6"), calls);
  CHECK_INT(2, totals.blocks);
  CHECK_INT(3, totals.pairs);
  CHECK_INT(12 + 3 + 5 + 7 + 1, totals.bytes);
  CHECK_INT(6, totals.height);
  CHECK(totals.elapsed_ns > 0);
}

static void heights_go_on_when_the_trace_is_repeated(void) {
  struct replay_totals totals = run(3, 0, ABCISTREAM_OK);
  CHECK_STR(BLOCK_V047("5") BLOCK_V053("6") BLOCK_V047("7") BLOCK_V053("8") BLOCK_V047("9")
                BLOCK_V053("10"),
            calls);
  CHECK_INT(6, totals.blocks);
  CHECK_INT(10, totals.height);
}

static void the_limit_counts_the_blocks_of_all_rounds(void) {
  run(2, 3, ABCISTREAM_OK);
  CHECK_STR(BLOCK_V047("5") BLOCK_V053("6") BLOCK_V047("7"), calls);
  run(1, 3, ABCISTREAM_OK);
  CHECK_STR(BLOCK_V047("5") BLOCK_V053("6"), calls);
}

static void a_request_to_stop_lets_the_block_be_finished(void) {
  stop_height = 5;
  run(2, 0, ABCISTREAM_OK);
  stop_height = 0;
  CHECK_STR(BLOCK_V047("5"), calls);
}

static void a_hook_that_fails_is_the_last_one_and_is_named(void) {
  failing_call = "deliver_tx dq dr";
  struct replay_totals totals = run(2, 0, ABCISTREAM_TIMEOUT);
  CHECK_STR("begin_block bq br\ndeliver_tx dq dr\n", calls);
  CHECK_STR("deliver_tx", totals.hook);
  CHECK_INT(0, totals.height);
  failing_call = "commit 6 [new] 0";
  totals = run(2, 0, ABCISTREAM_TIMEOUT);
  failing_call = NULL;
  CHECK_STR(BLOCK_V047("5") BLOCK_V053("6"), calls);
  CHECK_STR("commit", totals.hook);
  CHECK_INT(1, totals.blocks);
  CHECK_INT(5, totals.height);
}

int main(void) {
  both_generations_are_replayed_as_recorded();
  heights_go_on_when_the_trace_is_repeated();
  the_limit_counts_the_blocks_of_all_rounds();
  a_request_to_stop_lets_the_block_be_finished();
  a_hook_that_fails_is_the_last_one_and_is_named();
  return 0;
}
