#include <abcistream/host.h>

#include "base/json.h"
#include "jvm/jvm.h"
#include "node/stream.h"

static void describe_service(struct json *json, const struct ring_service_state *state) {
  const struct ring_policy *policy = &state->policy;
  json_open(json, NULL, '{');
  json_string(json, "name", state->name);
  json_string(json, "state", state->detached ? "detached" : state->late ? "late" : "on");
  json_number(json, "height", state->durable_height);
  json_number(json, "queued_blocks", state->backlog);
  json_number(json, "queued_bytes", state->backlog_bytes);
  json_number(json, "holes", state->holes);
  json_string(json, "last_error", state->last_error[0] != '\0' ? state->last_error : NULL);
  json_boolean(json, "async", (policy->flags & ABCISTREAM_SERVICE_ASYNC) != 0);
  json_boolean(json, "stops_node", (policy->flags & ABCISTREAM_SERVICE_STOPS_NODE) != 0);
  json_number(json, "timeout_ms", policy->timeout_ns / 1000000);
  json_number(json, "queue_blocks", policy->queue_blocks);
  json_number(json, "queue_bytes", policy->queue_bytes);
  json_close(json, '}');
}

static void describe_services(struct json *json, struct ring *ring) {
  struct ring_service_state state;
  json_open(json, "services", '[');
  for (int32_t i = 0; ring_describe_service(&state, ring, i); i++) {
    describe_service(json, &state);
  }
  json_close(json, ']');
}

size_t abcistream_describe(char *text, size_t size, const abcistream *stream) {
  struct json json;
  json_begin(&json, text, size);
  json_open(&json, NULL, '{');
  json_string(&json, "version", abcistream_version());
  json_number(&json, "host_abi_version", ABCISTREAM_HOST_ABI_VERSION);
  jvm_describe(&json);
  if (stream != NULL) {
    json_string(&json, "stream", stream->guest->log.name);
    describe_services(&json, stream->guest->ring);
  }
  json_open(&json, "memory", '{');
  json_number(&json, "chunk_bytes", pool_mapped_bytes());
  json_close(&json, '}');
  json_close(&json, '}');
  return json.length;
}
