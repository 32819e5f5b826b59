#include <abcistream/host.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cgroup.h"
#include "base/json.h"
#include "jvm/jvm.h"
#include "node/stream.h"

/* ---- Services ---- */

/* Those that the ring has dropped and the service has not heard of yet count already. */
static void describe_holes(struct json *json, const struct ring_service_state *state,
                           const struct delivery *delivery) {
  json_number(json, "holes", delivery->holes + state->holes - delivery->dropped);
  if (delivery->holes == 0) {
    json_string(json, "last_hole", NULL);
    return;
  }
  json_open(json, "last_hole", '{');
  json_number(json, "first", delivery->first_hole);
  json_number(json, "last", delivery->last_hole);
  json_close(json, '}');
}

static void describe_failure(struct json *json, const struct delivery *delivery) {
  if (delivery->failed_height == 0) {
    json_string(json, "last_failure", NULL);
    return;
  }
  json_open(json, "last_failure", '{');
  json_number(json, "height", delivery->failed_height);
  json_string(json, "message", delivery->failure);
  json_close(json, '}');
}

static void describe_service(struct json *json, const struct ring_service_state *state,
                             const struct delivery *delivery) {
  const struct ring_policy *policy = &state->policy;
  json_open(json, NULL, '{');
  json_string(json, "name", state->name);
  json_string(json, "state", state->detached ? "detached" : state->late ? "late" : "on");
  json_number(json, "height", state->durable_height);
  json_number(json, "queued_blocks", state->backlog);
  json_number(json, "queued_bytes", state->backlog_bytes);
  describe_holes(json, state, delivery);
  json_string(json, "last_error", state->last_error[0] != '\0' ? state->last_error : NULL);
  describe_failure(json, delivery);
  json_boolean(json, "async", (policy->flags & ABCISTREAM_SERVICE_ASYNC) != 0);
  json_boolean(json, "stops_node", (policy->flags & ABCISTREAM_SERVICE_STOPS_NODE) != 0);
  json_number(json, "timeout_ms", policy->timeout_ns / 1000000);
  json_number(json, "queue_blocks", policy->queue_blocks);
  json_number(json, "queue_bytes", policy->queue_bytes);
  json_close(json, '}');
}

static void describe_services(struct json *json, struct guest *guest) {
  struct ring_service_state state;
  json_open(json, "services", '[');
  for (int32_t i = 0; ring_describe_service(&state, guest->ring, i); i++) {
    const struct delivery delivery = guest_delivery(guest, i);
    describe_service(json, &state, &delivery);
  }
  json_close(json, ']');
}

/* ---- Memory ---- */

/* What the process has in memory now; -1 where /proc does not say. */
static int64_t resident_bytes(void) {
  char sizes[128];
  const char *resident = NULL; /* The second number: pages. */
  FILE *file = fopen("/proc/self/statm", "re");
  if (file != NULL) {
    resident = fgets(sizes, sizeof sizes, file) == NULL ? NULL : strchr(sizes, ' ');
    fclose(file);
  }
  return resident == NULL ? -1 : strtoll(resident, NULL, 10) * sysconf(_SC_PAGESIZE);
}

static void describe_heap(struct json *json) {
  struct heap heap;
  if (!jvm_measure_heap(&heap)) {
    json_string(json, "heap", NULL);
    return;
  }
  json_open(json, "heap", '{');
  json_number(json, "used_bytes", heap.used);
  json_number(json, "committed_bytes", heap.committed);
  json_number(json, "max_bytes", heap.max);
  json_close(json, '}');
}

static void describe_memory(struct json *json) {
  struct ceiling ceiling;
  struct cgroup_limit limit;
  json_open(json, "memory", '{');
  json_number(json, "chunk_bytes", pool_mapped_bytes());
  json_number(json, "resident_bytes", resident_bytes());
  json_number(json, "limit_bytes",
              cgroup_memory_limit(&limit, &cgroup_of_process) ? limit.bytes : -1);
  json_number(json, "jvm_ceiling_bytes",
              jvm_ceiling(&ceiling) ? ceiling_sum(&ceiling, CEILING_VM_THREADS) : -1);
  describe_heap(json);
  json_close(json, '}');
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
    describe_services(&json, stream->guest);
  }
  describe_memory(&json);
  json_close(&json, '}');
  return json.length;
}
