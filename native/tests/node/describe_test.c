/* What abcistream_describe() says, and that it says it within the buffer it is given. */
#include "node/stream.h"
#include "tests/check.h"

static void without_a_stream_versions_and_jvm_are_described(void) {
  char text[512];
  size_t length = abcistream_describe(text, sizeof text, NULL);
  CHECK_STR(
      "{\"version\":\"0.1.0\",\"host_abi_version\":1,\"jvm\":{\"state\":\"none\"},"
      "\"memory\":{\"chunk_bytes\":0}}",
      text);
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
      "\"last_error\":\"service audit has not finished height 8 within its timeout of 0 ms; no "
      "commit waits for it until it has caught up; raise streamers.audit.timeout if it needs "
      "longer\",\"async\":false,\"stops_node\":true,"
      "\"timeout_ms\":0,\"queue_blocks\":2,\"queue_bytes\":100}]");
  guest_retire(stream.guest, true);
}

int main(void) {
  without_a_stream_versions_and_jvm_are_described();
  a_text_that_does_not_fit_is_cut_and_its_length_told();
  a_service_is_described_with_its_policy_and_its_last_error();
  return 0;
}
