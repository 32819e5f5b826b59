/* The ring's rules, one after the other on one thread: nothing here waits for another thread. */
#include "ring/ring.h"

#include "base/clock.h"
#include "tests/check.h"

#define SECOND NANOSECONDS_PER_SECOND
#define SEGMENTS 4

static struct ring *ring;

static int32_t add(const char *name, int64_t timeout_ns, int32_t flags) {
  return ring_add_service(ring, name, timeout_ns, -1, flags);
}

static void publish(int64_t height, void *cargo) {
  struct ring_slot *slot = NULL;
  CHECK_INT(ABCISTREAM_OK, ring_claim(&slot, ring, 3, 32, NULL));
  slot->block.height = height;
  slot->cargo = cargo;
  ring_publish(ring, slot);
}

static int64_t take(int32_t service) {
  const abcistream_block *block = NULL;
  CHECK_INT(ABCISTREAM_OK, ring_next(&block, ring, service, 0));
  return block->height;
}

static void finish(int32_t service, int64_t height) {
  CHECK_INT(ABCISTREAM_OK, ring_done(ring, service, height, ABCISTREAM_OK, NULL));
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
  const abcistream_block *none = NULL;
  CHECK_INT(ABCISTREAM_OUT_OF_ORDER, ring_next(&none, ring, second, 0));
  finish(second, 7);
  CHECK_INT(8, take(second));
  finish(first, 8);
  finish(second, 8);
  CHECK_INT(ABCISTREAM_TIMEOUT, ring_next(&none, ring, first, 0));
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
  struct ring_outcome outcome;
  ring_wait(&outcome, ring);
  CHECK_INT(ABCISTREAM_OK, outcome.status);
  CHECK(ring_take_spent(ring) == &cargo);
  ring_destroy(ring);
}

static void a_service_that_runs_out_of_time_fails_one_commit_and_is_late_from_then_on(void) {
  ring = ring_create(SEGMENTS);
  int32_t file = add("file", 1, ABCISTREAM_SERVICE_STOPS_NODE);
  publish(5, NULL);
  struct ring_outcome outcome;
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

static void a_late_service_that_does_not_stop_the_node_is_only_named(void) {
  ring = ring_create(SEGMENTS);
  add("file", 1, 0);
  add("audit", 1, 0);
  publish(5, NULL);
  struct ring_outcome outcome;
  ring_wait(&outcome, ring);
  CHECK_INT(ABCISTREAM_OK, outcome.status);
  CHECK_STR("file, audit", outcome.late);
  ring_destroy(ring);
}

static void an_asynchronous_failure_is_returned_by_the_next_commit_once(void) {
  ring = ring_create(SEGMENTS);
  int32_t file = add("file", SECOND, ABCISTREAM_SERVICE_ASYNC | ABCISTREAM_SERVICE_STOPS_NODE);
  publish(5, NULL);
  struct ring_outcome outcome;
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

static void a_full_ring_names_the_service_that_holds_it(void) {
  ring = ring_create(SEGMENTS);
  int32_t file = add("file", SECOND, ABCISTREAM_SERVICE_ASYNC);
  add("audit", 1, ABCISTREAM_SERVICE_ASYNC);
  for (int64_t height = 1; height <= RING_SLOTS; height++) {
    publish(height, NULL);
    take(file);
    finish(file, height);
  }
  struct ring_slot *slot = NULL;
  abcistream_error error;
  CHECK_INT(ABCISTREAM_TIMEOUT, ring_claim(&slot, ring, 0, 0, &error));
  CHECK_STR("the queue is full: 64 blocks wait for service audit, which does not take them",
            error.message);
  ring_destroy(ring);
}

static void the_lowest_height_leaves_out_services_without_progress(void) {
  ring = ring_create(SEGMENTS);
  CHECK_INT(0, ring_last_height(ring));
  ring_add_service(ring, "file", SECOND, 12, 0);
  ring_add_service(ring, "audit", SECOND, 9, 0);
  ring_add_service(ring, "new", SECOND, -1, 0);
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
  CHECK_STR("file", names);
  CHECK_INT(1, take(file));
  finish(file, 1);
  const abcistream_block *none = NULL;
  CHECK_INT(ABCISTREAM_CLOSED, ring_next(&none, ring, file, -1));
  ring_left(ring, file);
  CHECK(ring_drain(names, sizeof names, ring, clock_deadline(0)));
  ring_destroy(ring);
}

static void when_the_jvm_is_gone_nobody_waits(void) {
  ring = ring_create(SEGMENTS);
  int32_t file = add("file", -1, 0);
  publish(1, NULL);
  ring_abort(ring);
  struct ring_outcome outcome;
  ring_wait(&outcome, ring);
  CHECK_INT(ABCISTREAM_JVM_GONE, outcome.status);
  struct ring_slot *slot = NULL;
  CHECK_INT(ABCISTREAM_JVM_GONE, ring_claim(&slot, ring, 0, 0, NULL));
  char names[64];
  CHECK(!ring_drain(names, sizeof names, ring, CLOCK_NEVER));
  take(file);
  finish(file, 1);
  const abcistream_block *none = NULL;
  CHECK_INT(ABCISTREAM_CLOSED, ring_next(&none, ring, file, -1));
  ring_destroy(ring);
}

static void a_service_number_that_does_not_exist_is_refused(void) {
  ring = ring_create(SEGMENTS);
  const abcistream_block *none = NULL;
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT, ring_next(&none, ring, 0, 0));
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
  a_late_service_that_does_not_stop_the_node_is_only_named();
  an_asynchronous_failure_is_returned_by_the_next_commit_once();
  a_full_ring_names_the_service_that_holds_it();
  the_lowest_height_leaves_out_services_without_progress();
  a_closed_ring_gives_out_what_it_has_and_then_says_so();
  when_the_jvm_is_gone_nobody_waits();
  a_service_number_that_does_not_exist_is_refused();
  return 0;
}
