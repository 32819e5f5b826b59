/* The side of the node's thread, which publishes blocks and waits for the services. */
#include <inttypes.h>

#include "base/clock.h"
#include "base/error.h"
#include "ring/outcome.h"
#include "ring/ring_state.h"

#define NANOSECONDS_PER_MILLISECOND INT64_C(1000000)

abcistream_status ring_claim(struct ring_slot **slot, struct ring *ring, int64_t chunk_count,
                             size_t app_hash_size, abcistream_error *error) {
  pthread_mutex_lock(&ring->mutex);
  bool aborted = ring->aborted;
  struct ring_slot *claimed = slot_pop(&ring->free);
  pthread_mutex_unlock(&ring->mutex);
  if (claimed == NULL) {
    claimed = slot_create(ring->segment_count);
  }
  bool reserved = claimed != NULL && slot_reserve(claimed, chunk_count, app_hash_size);
  if (reserved && !aborted) {
    *slot = claimed;
    return ABCISTREAM_OK;
  }
  if (claimed != NULL) {
    slot_free(claimed);
  }
  return aborted
             ? error_set(error, ABCISTREAM_JVM_GONE,
                         "the JVM of this process has ended; restart the node")
             : error_set(error, ABCISTREAM_NO_MEMORY,
                         "no memory for the table of a block's %" PRId64 " chunks", chunk_count);
}

/* The mutex is held. Waits for room where the policy says so; whether there is some. All services
 * have their time from the same moment on, so that many full queues cost no more than one. */
static bool wait_for_room(struct ring *ring, const struct service_queue *service, int64_t bytes,
                          int64_t begun) {
  bool waits = (service->policy.flags & ABCISTREAM_SERVICE_ASYNC) != 0 && !service->late;
  int64_t deadline = clock_after(begun, service->policy.timeout_ns);
  while (!service_queue_has_room(service, bytes) && service_queue_is_on(service) &&
         !ring->aborted) {
    pthread_cond_broadcast(&ring->published); /* Those that have the block already shall begin. */
    if (!waits || (!clock_wait(&ring->progressed, &ring->mutex, deadline) &&
                   !service_queue_has_room(service, bytes))) {
      return false;
    }
  }
  return true;
}

/* The mutex is held. The service does not get the block: a hole, or its end. */
static void drop(struct ring_outcome *outcome, struct service_queue *service, int64_t height) {
  service->late = true;
  if ((service->policy.flags & ABCISTREAM_SERVICE_DETACHES) != 0) {
    service->detached = true;
    outcome_add(outcome, service, ABCISTREAM_TIMEOUT,
                "the queue of service %s is full (blocks: %" PRId64 ", bytes: %" PRId64
                ") at height %" PRId64
                ": the service is detached and gets nothing until the next start",
                service->policy.name, service_queue_backlog(service), service->bytes, height);
    return;
  }
  service_queue_drop(service);
  outcome_add(outcome, service, ABCISTREAM_TIMEOUT,
              "the queue of service %s is full (blocks: %" PRId64 ", bytes: %" PRId64
              "): height %" PRId64 " is missing there",
              service->policy.name, service_queue_backlog(service), service->bytes, height);
}

void ring_publish(struct ring_outcome *outcome, struct ring *ring, struct ring_slot *slot) {
  *outcome = (struct ring_outcome){.status = ABCISTREAM_OK};
  int64_t begun = clock_now();
  pthread_mutex_lock(&ring->mutex);
  slot->pending = 1; /* The publisher's own, so that no service's is the last while it adds them. */
  slot->block.sequence = ++ring->sequence;
  slot->block.segments = slot->segments;
  slot->block.chunks = slot->chunks;
  slot->block.app_hash = slot->app_hash;
  ring->height = slot->block.height;
  for (int32_t i = 0; i < ring->service_count; i++) {
    struct service_queue *service = ring->services[i];
    if (!service_queue_is_on(service)) {
      continue;
    }
    if (!wait_for_room(ring, service, slot->bytes, begun)) {
      drop(outcome, service, slot->block.height);
    } else if (service_queue_is_on(service) && !ring->aborted) {
      service_queue_push(service, slot);
      slot->pending++;
    }
  }
  ring->published_at = clock_now();
  ring_release(ring, slot);
  pthread_mutex_unlock(&ring->mutex);
  pthread_cond_broadcast(&ring->published);
}

/* The mutex is held. Waits until a service has finished everything; false when its time ran out. */
static bool wait_for_service(struct ring *ring, const struct service_queue *service) {
  int64_t deadline = clock_after(ring->published_at, service->policy.timeout_ns);
  while (service_queue_backlog(service) > 0 && service_queue_is_on(service) && !ring->aborted) {
    if (!clock_wait(&ring->progressed, &ring->mutex, deadline) &&
        service_queue_backlog(service) > 0) {
      return false;
    }
  }
  return true;
}

/* The mutex is held. */
static void collect(struct ring_outcome *outcome, struct ring *ring,
                    struct service_queue *service) {
  outcome_welcome(outcome, service);
  bool waits = (service->policy.flags & ABCISTREAM_SERVICE_ASYNC) == 0 && !service->late;
  if (waits && !wait_for_service(ring, service)) {
    service->late = true;
    outcome_add(outcome, service, ABCISTREAM_TIMEOUT,
                "service %s has not finished height %" PRId64 " within its timeout of %" PRId64
                " ms; no commit waits for it until it has caught up; raise streamers.%s.timeout "
                "if it needs longer",
                service->policy.name, ring->height,
                service->policy.timeout_ns / NANOSECONDS_PER_MILLISECOND, service->policy.name);
  }
}

void ring_wait(struct ring_outcome *outcome, struct ring *ring) {
  pthread_mutex_lock(&ring->mutex);
  for (int32_t i = 0; i < ring->service_count; i++) {
    collect(outcome, ring, ring->services[i]);
  }
  for (int32_t i = 0; i < ring->service_count; i++) {
    struct service_queue *service = ring->services[i];
    if (service->failure != ABCISTREAM_OK) {
      outcome_fail(outcome, service->failure, service->failure_message);
      service->failure = ABCISTREAM_OK;
    }
  }
  if (ring->aborted) {
    outcome->status = ABCISTREAM_OK;
    outcome_fail(outcome, ABCISTREAM_JVM_GONE,
                 "the JVM of this process has ended; restart the node");
  }
  pthread_mutex_unlock(&ring->mutex);
}

void *ring_take_spent(struct ring *ring) {
  void *cargo = NULL;
  pthread_mutex_lock(&ring->mutex);
  while (cargo == NULL && ring->spent != NULL) {
    struct ring_slot *slot = slot_pop(&ring->spent);
    cargo = slot->cargo;
    slot->cargo = NULL;
    slot_push(&ring->free, slot);
  }
  pthread_mutex_unlock(&ring->mutex);
  return cargo;
}
