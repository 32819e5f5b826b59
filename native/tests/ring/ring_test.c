/* The ring's rules, one after the other on one thread: nothing here waits for another thread. */
#include "ring/ring.h"

#include "base/clock.h"
#include "tests/check.h"

#define SECOND NANOSECONDS_PER_SECOND
#define SEGMENTS 4

#define QUEUE_BLOCKS 64
#define QUEUE_BYTES 1000

static struct ring *ring;
static struct ring_outcome outcome;

static int32_t add_at(const char *name, int64_t last_height, int64_t timeout_ns, int32_t flags) {
  const struct ring_policy policy = {.name = name,
                                     .last_height = last_height,
                                     .timeout_ns = timeout_ns,
                                     .queue_blocks = QUEUE_BLOCKS,
                                     .queue_bytes = QUEUE_BYTES,
                                     .flags = flags};
  return ring_add_service(ring, &policy);
}

static int32_t add(const char *name, int64_t timeout_ns, int32_t flags) {
  return add_at(name, -1, timeout_ns, flags);
}

static void publish_bytes(int64_t height, int64_t bytes, void *cargo) {
  struct ring_slot *slot = NULL;
  CHECK_INT(ABCISTREAM_OK, ring_claim(&slot, ring, 3, 32, NULL));
  slot->block.height = height;
  slot->bytes = bytes;
  slot->cargo = cargo;
  ring_publish(&outcome, ring, slot);
}

static void publish(int64_t height, void *cargo) { publish_bytes(height, 1, cargo); }

static int64_t take_after(int32_t service, int64_t expected_dropped) {
  const abcistream_block *block = NULL;
  int64_t dropped = -1;
  CHECK_INT(ABCISTREAM_OK, ring_next(&block, &dropped, ring, service, 0));
  CHECK_INT(expected_dropped, dropped);
  return block->height;
}

static int64_t take(int32_t service) { return take_after(service, 0); }

static abcistream_status try_take(int32_t service, int64_t timeout_ns) {
  const abcistream_block *none = NULL;
  int64_t dropped = 0;
  return ring_next(&none, &dropped, ring, service, timeout_ns);
}

static void finish(int32_t service, int64_t height) {
  CHECK_INT(ABCISTREAM_OK, ring_done(ring, service, height, ABCISTREAM_OK, NULL));
}

static struct ring_service_state state_of(int32_t service) {
  struct ring_service_state state;
  CHECK(ring_describe_service(&state, ring, service));
  return state;
}

static void every_service_takes_every_block_in_order(void) {
  ring = ring_create(SEGMENTS);
  int32_t first = add("file", SECOND, 0);
  int32_t second = add("audit", SECOND, 0);
  publish(7, NULL);
  publish(8, NULL);
  CHECK_INT(7, take(first));
  finish(first, 7);
  CHECK_INT(8, take(first));
  CHECK_INT(7, take(second));
  CHECK_INT(ABCISTREAM_OUT_OF_ORDER, try_take(second, 0));
  finish(second, 7);
  CHECK_INT(8, take(second));
  finish(first, 8);
  finish(second, 8);
  CHECK_INT(ABCISTREAM_TIMEOUT, try_take(first, 0));
  ring_destroy(ring);
}

static void a_slot_is_spent_when_the_last_service_is_done_with_it(void) {
  ring = ring_create(SEGMENTS);
  int32_t first = add("file", SECOND, 0);
  int32_t second = add("audit", SECOND, 0);
  int cargo = 0;
  publish(1, &cargo);
  take(first);
  finish(first, 1);
  CHECK(ring_take_spent(ring) == NULL);
  take(second);
  finish(second, 1);
  CHECK(ring_take_spent(ring) == &cargo);
  CHECK(ring_take_spent(ring) == NULL);
  ring_destroy(ring);
}

static void without_services_a_block_is_spent_at_once(void) {
  ring = ring_create(SEGMENTS);
  int cargo = 0;
  publish(1, &cargo);
  ring_wait(&outcome, ring);
  CHECK_INT(ABCISTREAM_OK, outcome.status);
  CHECK(ring_take_spent(ring) == &cargo);
  ring_destroy(ring);
}

static void a_service_that_runs_out_of_time_fails_one_commit_and_is_late_from_then_on(void) {
  ring = ring_create(SEGMENTS);
  int32_t file = add("file", 1, ABCISTREAM_SERVICE_STOPS_NODE);
  publish(5, NULL);
  ring_wait(&outcome, ring);
  CHECK_INT(ABCISTREAM_TIMEOUT, outcome.status);
  CHECK_CONTAINS(outcome.message, "service file has not finished height 5");
  publish(6, NULL);
  ring_wait(&outcome, ring);
  CHECK_INT(ABCISTREAM_OK, outcome.status);
  take(file);
  finish(file, 5);
  take(file);
  finish(file, 6);
  publish(7, NULL);
  ring_wait(&outcome, ring);
  CHECK_INT(ABCISTREAM_TIMEOUT, outcome.status);
  ring_destroy(ring);
}

static void a_late_service_that_does_not_stop_the_node_is_only_noted(void) {
  ring = ring_create(SEGMENTS);
  int32_t file = add("file", 1, 0);
  publish(5, NULL);
  ring_wait(&outcome, ring);
  CHECK_INT(ABCISTREAM_OK, outcome.status);
  CHECK_STR(
      "service file has not finished height 5 within its timeout of 0 ms; no commit waits for "
      "it until it has caught up; raise streamers.file.timeout if it needs longer",
      outcome.notes);
  CHECK(state_of(file).late);
  take(file);
  finish(file, 5);
  CHECK(!state_of(file).late);
  ring_destroy(ring);
}

static void a_late_service_that_has_caught_up_is_told_of_once(void) {
  ring = ring_create(SEGMENTS);
  int32_t file = add("file", 1, 0);
  publish(5, NULL);
  ring_wait(&outcome, ring);
  CHECK_STR("", outcome.news);
  take(file);
  finish(file, 5);
  publish(6, NULL);
  ring_wait(&outcome, ring);
  CHECK_STR("service file has caught up; commits wait for it again", outcome.news);
  publish(7, NULL);
  ring_wait(&outcome, ring);
  CHECK_STR("", outcome.news);
  ring_destroy(ring);
}

static void an_asynchronous_failure_is_returned_by_the_next_commit_once(void) {
  ring = ring_create(SEGMENTS);
  int32_t file = add("file", SECOND, ABCISTREAM_SERVICE_ASYNC | ABCISTREAM_SERVICE_STOPS_NODE);
  publish(5, NULL);
  ring_wait(&outcome, ring);
  CHECK_INT(ABCISTREAM_OK, outcome.status);
  take(file);
  CHECK_INT(ABCISTREAM_OK, ring_done(ring, file, 4, ABCISTREAM_SERVICE_FAILED, "disk full at 5"));
  publish(6, NULL);
  ring_wait(&outcome, ring);
  CHECK_INT(ABCISTREAM_SERVICE_FAILED, outcome.status);
  CHECK_STR("disk full at 5", outcome.message);
  publish(7, NULL);
  ring_wait(&outcome, ring);
  CHECK_INT(ABCISTREAM_OK, outcome.status);
  ring_destroy(ring);
}

static void a_service_whose_queue_is_full_misses_blocks_and_holds_up_no_other(void) {
  ring = ring_create(SEGMENTS);
  int32_t file = add("file", SECOND, ABCISTREAM_SERVICE_ASYNC);
  int32_t audit = add("audit", 1, ABCISTREAM_SERVICE_ASYNC);
  for (int64_t height = 1; height <= QUEUE_BLOCKS + 3; height++) {
    publish(height, NULL);
    CHECK_INT(ABCISTREAM_OK, outcome.status);
    CHECK_INT(height, take(file));
    finish(file, height);
  }
  CHECK_STR(
      "the queue of service audit is full (blocks: 64, bytes: 64): height 67 is missing there",
      outcome.notes);
  CHECK_INT(3, state_of(audit).holes);
  for (int64_t height = 1; height <= QUEUE_BLOCKS; height++) {
    CHECK_INT(height, take(audit));
    finish(audit, height);
  }
  publish(68, NULL);
  CHECK_INT(68, take_after(audit, 3));
  ring_destroy(ring);
}

/* Far less than their sum, since a machine may be slow. */
static void many_full_queues_cost_the_time_of_one(void) {
  enum { SERVICES = 10 };
  ring = ring_create(SEGMENTS);
  for (int i = 0; i < SERVICES; i++) {
    add("audit", SECOND / 5, ABCISTREAM_SERVICE_ASYNC);
  }
  publish_bytes(1, QUEUE_BYTES, NULL);
  int64_t begun = clock_now();
  publish(2, NULL);
  int64_t taken = clock_now() - begun;
  CHECK(taken >= SECOND / 5);
  CHECK(taken < SERVICES * (SECOND / 5));
  CHECK_INT(1, state_of(SERVICES - 1).holes);
  ring_destroy(ring);
}

static void a_full_queue_fails_the_commit_where_the_policy_says_so(void) {
  ring = ring_create(SEGMENTS);
  add("audit", 1, ABCISTREAM_SERVICE_ASYNC | ABCISTREAM_SERVICE_STOPS_NODE);
  for (int64_t height = 1; height <= QUEUE_BLOCKS + 1; height++) {
    CHECK_INT(ABCISTREAM_OK, outcome.status);
    publish(height, NULL);
  }
  CHECK_INT(ABCISTREAM_TIMEOUT, outcome.status);
  CHECK_STR(
      "the queue of service audit is full (blocks: 64, bytes: 64): height 65 is missing there",
      outcome.message);
  outcome = (struct ring_outcome){.status = ABCISTREAM_OK};
  ring_destroy(ring);
}

static void a_service_that_detaches_finishes_what_it_has_and_gets_nothing_more(void) {
  ring = ring_create(SEGMENTS);
  int32_t audit = add("audit", 1, ABCISTREAM_SERVICE_ASYNC | ABCISTREAM_SERVICE_DETACHES);
  for (int64_t height = 1; height <= QUEUE_BLOCKS + 2; height++) {
    publish(height, NULL);
  }
  CHECK(state_of(audit).detached);
  CHECK_INT(0, state_of(audit).holes);
  for (int64_t height = 1; height <= QUEUE_BLOCKS; height++) {
    CHECK_INT(height, take(audit));
    finish(audit, height);
  }
  CHECK_INT(ABCISTREAM_TIMEOUT, try_take(audit, 0));
  ring_destroy(ring);
}

static void a_service_may_be_detached_between_two_blocks(void) {
  ring = ring_create(SEGMENTS);
  int cargo = 0;
  int32_t audit = add("audit", SECOND, ABCISTREAM_SERVICE_ASYNC);
  publish(1, NULL);
  publish(2, &cargo);
  take(audit);
  finish(audit, 1);
  ring_detach(ring, audit);
  CHECK_INT(ABCISTREAM_TIMEOUT, try_take(audit, 0));
  CHECK(ring_take_spent(ring) == &cargo);
  publish(3, NULL);
  CHECK_INT(0, state_of(audit).backlog);
  ring_destroy(ring);
}

static void bytes_count_as_blocks_do_and_a_larger_block_passes_alone(void) {
  ring = ring_create(SEGMENTS);
  int32_t audit = add("audit", 1, ABCISTREAM_SERVICE_ASYNC);
  publish_bytes(1, 10 * QUEUE_BYTES, NULL);
  CHECK_STR("", outcome.notes);
  publish_bytes(2, 1, NULL);
  CHECK_STR(
      "the queue of service audit is full (blocks: 1, bytes: 10000): height 2 is missing there",
      outcome.notes);
  take(audit);
  finish(audit, 1);
  publish_bytes(3, QUEUE_BYTES - 1, NULL);
  publish_bytes(4, 1, NULL);
  CHECK_STR("", outcome.notes);
  CHECK_INT(QUEUE_BYTES, state_of(audit).backlog_bytes);
  ring_destroy(ring);
}

static void the_lowest_height_leaves_out_services_without_progress(void) {
  ring = ring_create(SEGMENTS);
  CHECK_INT(0, ring_last_height(ring));
  add_at("file", 12, SECOND, 0);
  add_at("audit", 9, SECOND, 0);
  add_at("new", -1, SECOND, 0);
  CHECK_INT(9, ring_last_height(ring));
  ring_destroy(ring);
}

static void a_closed_ring_gives_out_what_it_has_and_then_says_so(void) {
  ring = ring_create(SEGMENTS);
  int32_t file = add("file", SECOND, 0);
  publish(1, NULL);
  ring_close(ring);
  char names[64];
  CHECK(!ring_drain(names, sizeof names, ring, clock_deadline(0)));
  CHECK_STR("file (blocks not finished: 1)", names);
  CHECK_INT(1, take(file));
  finish(file, 1);
  CHECK_INT(ABCISTREAM_CLOSED, try_take(file, -1));
  ring_left(ring, file);
  CHECK(ring_drain(names, sizeof names, ring, clock_deadline(0)));
  ring_destroy(ring);
}

static void when_the_jvm_is_gone_nobody_waits(void) {
  ring = ring_create(SEGMENTS);
  int32_t file = add("file", -1, 0);
  publish(1, NULL);
  ring_abort(ring);
  ring_wait(&outcome, ring);
  CHECK_INT(ABCISTREAM_JVM_GONE, outcome.status);
  struct ring_slot *slot = NULL;
  CHECK_INT(ABCISTREAM_JVM_GONE, ring_claim(&slot, ring, 0, 0, NULL));
  char names[64];
  CHECK(!ring_drain(names, sizeof names, ring, CLOCK_NEVER));
  take(file);
  finish(file, 1);
  CHECK_INT(ABCISTREAM_CLOSED, try_take(file, -1));
  ring_destroy(ring);
}

static void a_service_number_that_does_not_exist_is_refused(void) {
  ring = ring_create(SEGMENTS);
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT, try_take(0, 0));
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT, ring_done(ring, -1, 0, ABCISTREAM_OK, NULL));
  int32_t file = add("file", SECOND, 0);
  CHECK_INT(ABCISTREAM_OUT_OF_ORDER, ring_done(ring, file, 0, ABCISTREAM_OK, NULL));
  ring_destroy(ring);
}

int main(void) {
  every_service_takes_every_block_in_order();
  a_slot_is_spent_when_the_last_service_is_done_with_it();
  without_services_a_block_is_spent_at_once();
  a_service_that_runs_out_of_time_fails_one_commit_and_is_late_from_then_on();
  a_late_service_that_does_not_stop_the_node_is_only_noted();
  a_late_service_that_has_caught_up_is_told_of_once();
  an_asynchronous_failure_is_returned_by_the_next_commit_once();
  a_service_whose_queue_is_full_misses_blocks_and_holds_up_no_other();
  many_full_queues_cost_the_time_of_one();
  a_full_queue_fails_the_commit_where_the_policy_says_so();
  a_service_that_detaches_finishes_what_it_has_and_gets_nothing_more();
  a_service_may_be_detached_between_two_blocks();
  bytes_count_as_blocks_do_and_a_larger_block_passes_alone();
  the_lowest_height_leaves_out_services_without_progress();
  a_closed_ring_gives_out_what_it_has_and_then_says_so();
  when_the_jvm_is_gone_nobody_waits();
  a_service_number_that_does_not_exist_is_refused();
  return 0;
}
