/* What abcistream_describe() says, and that it says it within the buffer it is given. */
#include "node/stream.h"
#include "tests/check.h"

static void without_a_stream_versions_and_jvm_are_described(void) {
  char text[512];
  size_t length = abcistream_describe(text, sizeof text, NULL);
  CHECK_CONTAINS(text,
                 "{\"version\":\"0.1.0\",\"host_abi_version\":1,\"jvm\":{\"state\":\"none\"},"
                 "\"memory\":{\"chunk_bytes\":0,\"resident_bytes\":");
  CHECK_CONTAINS(text, ",\"jvm_ceiling_bytes\":-1,\"heap\":null}}");
  CHECK_INT(strlen(text), length);
}

static void a_text_that_does_not_fit_is_cut_and_its_length_told(void) {
  char text[12];
  memset(text, 'x', sizeof text);
  size_t length = abcistream_describe(text, 10, NULL);
  CHECK_STR("{\"version", text);
  CHECK_INT('x', text[10]);
  CHECK_INT(length, abcistream_describe(NULL, 0, NULL));
}

static void a_service_is_described_with_its_policy_and_its_last_error(void) {
  abcistream stream = {.guest = guest_create("chain \"1\"\n", 0)};
  struct ring *ring = stream.guest->ring;
  const struct ring_policy policy = {.name = "audit",
                                     .last_height = 7,
                                     .timeout_ns = 1,
                                     .queue_blocks = 2,
                                     .queue_bytes = 100,
                                     .flags = ABCISTREAM_SERVICE_STOPS_NODE};
  ring_add_service(ring, &policy);
  struct ring_slot *slot = NULL;
  struct ring_outcome outcome;
  CHECK_INT(ABCISTREAM_OK, ring_claim(&slot, ring, 0, 0, NULL));
  slot->block.height = 8;
  slot->bytes = 5;
  ring_publish(&outcome, ring, slot);
  ring_wait(&outcome, ring);
  char text[2048];
  abcistream_describe(text, sizeof text, &stream);
  CHECK_CONTAINS(
      text,
      "\"stream\":\"chain \\\"1\\\"\\u000a\",\"services\":[{\"name\":\"audit\",\"state\":\"late\","
      "\"height\":7,\"queued_blocks\":1,\"queued_bytes\":5,\"holes\":0,"
      "\"last_hole\":null,\"last_error\":\"service audit has not finished height 8 within its "
      "timeout of 0 ms; no "
      "commit waits for it until it has caught up; raise streamers.audit.timeout if it needs "
      "longer\",\"last_failure\":null,\"async\":false,\"stops_node\":true,"
      "\"timeout_ms\":0,\"queue_blocks\":2,\"queue_bytes\":100}]");
  guest_retire(stream.guest, true);
}

/* Takes the next block as the service's thread does, and is done with it. */
static void take(abcistream_host_stream *stream, int64_t height, int64_t durable, int32_t status,
                 const char *failure) {
  struct ring *ring = ((struct guest *)stream)->ring;
  struct ring_slot *slot = NULL;
  struct ring_outcome outcome;
  CHECK_INT(ABCISTREAM_OK, ring_claim(&slot, ring, 0, 0, NULL));
  slot->block.height = height;
  ring_publish(&outcome, ring, slot);
  int64_t block[2];
  CHECK_INT(ABCISTREAM_OK, guest_api.next(stream, 0, 0, block));
  CHECK_INT(ABCISTREAM_OK, guest_api.done(stream, 0, durable, status, failure));
}

static void holes_and_failures_are_described_with_their_heights(void) {
  abcistream stream = {.guest = guest_create("chain", 0)};
  abcistream_host_stream *view = &stream.guest->view;
  guest_api.add_service(view, "audit", NULL, 7, 1, 8, 100, 0);
  take(view, 8, 8, ABCISTREAM_OK, NULL);
  take(view, 9, 8, ABCISTREAM_OK, "service audit failed at height 9: no");
  take(view, 10, 8, ABCISTREAM_OK, "service audit failed at height 10: no");
  take(view, 14, 14, ABCISTREAM_OK, NULL);
  char text[2048];
  abcistream_describe(text, sizeof text, &stream);
  CHECK_CONTAINS(text,
                 "\"holes\":5,\"last_hole\":{\"first\":9,\"last\":13},\"last_error\":null,"
                 "\"last_failure\":{\"height\":10,\"message\":\"service audit failed at height "
                 "10: no\"},");
  take(view, 20, 14, ABCISTREAM_SERVICE_FAILED, "service audit lacks heights 15 to 19");
  abcistream_describe(text, sizeof text, &stream);
  CHECK_CONTAINS(text, "\"holes\":5,");
  CHECK_CONTAINS(text, "\"last_failure\":{\"height\":20,");
  guest_retire(stream.guest, true);
}

static void a_failure_that_detaches_leaves_no_hole(void) {
  abcistream stream = {.guest = guest_create("chain", 0)};
  abcistream_host_stream *view = &stream.guest->view;
  guest_api.add_service(view, "audit", NULL, 7, 1, 8, 100, ABCISTREAM_SERVICE_DETACHES);
  take(view, 8, 7, ABCISTREAM_OK, "no");
  guest_api.detach(view, 0);
  char text[2048];
  abcistream_describe(text, sizeof text, &stream);
  CHECK_CONTAINS(text, "\"state\":\"detached\",\"height\":7,");
  CHECK_CONTAINS(text, "\"holes\":0,\"last_hole\":null,");
  CHECK_CONTAINS(text, "\"last_failure\":{\"height\":8,\"message\":\"no\"},");
  guest_retire(stream.guest, true);
}

static void blocks_that_a_full_queue_has_dropped_are_counted_once(void) {
  abcistream stream = {.guest = guest_create("chain", 0)};
  abcistream_host_stream *view = &stream.guest->view;
  guest_api.add_service(view, "audit", NULL, -1, 1, 1, 100, 0);
  struct ring *ring = stream.guest->ring;
  struct ring_outcome outcome;
  int64_t block[2];
  for (int64_t height = 5; height <= 7; height++) {
    struct ring_slot *slot = NULL;
    CHECK_INT(ABCISTREAM_OK, ring_claim(&slot, ring, 0, 0, NULL));
    slot->block.height = height;
    ring_publish(&outcome, ring, slot);
  }
  char text[2048];
  abcistream_describe(text, sizeof text, &stream);
  CHECK_CONTAINS(text, "\"holes\":2,\"last_hole\":null,");
  CHECK_INT(ABCISTREAM_OK, guest_api.next(view, 0, 0, block));
  CHECK_INT(ABCISTREAM_OK, guest_api.done(view, 0, 5, ABCISTREAM_OK, NULL));
  take(view, 8, 8, ABCISTREAM_OK, NULL);
  abcistream_describe(text, sizeof text, &stream);
  CHECK_CONTAINS(text, "\"holes\":2,\"last_hole\":{\"first\":6,\"last\":7},");
  guest_retire(stream.guest, true);
}

int main(void) {
  without_a_stream_versions_and_jvm_are_described();
  a_text_that_does_not_fit_is_cut_and_its_length_told();
  a_service_is_described_with_its_policy_and_its_last_error();
  holes_and_failures_are_described_with_their_heights();
  a_failure_that_detaches_leaves_no_hole();
  blocks_that_a_full_queue_has_dropped_are_counted_once();
  return 0;
}
