#include "ring/ring.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/error.h"
#include "ring/outcome.h"
#include "ring/service_queue.h"
#include "ring/slot.h"

#define NANOSECONDS_PER_MILLISECOND INT64_C(1000000)

struct ring {
  pthread_mutex_t mutex;
  pthread_cond_t published;  /* Services wait here. */
  pthread_cond_t progressed; /* The publisher waits here. */
  bool closed;
  bool aborted;
  int64_t sequence;        /* Of the block published last. */
  int64_t height;          /* Of the same. */
  int64_t published_at;    /* When that was. */
  struct ring_slot *spent; /* Their cargo is to be taken back. */
  struct ring_slot *free;
  size_t segment_count;
  int32_t service_count;
  struct service_queue **services; /* Each lives as long as the ring: its thread waits with it. */
};

/* The mutex is held. One service needs the slot no more. */
static void slot_release(struct ring *ring, struct ring_slot *slot) {
  if (--slot->pending == 0) {
    slot_push(&ring->spent, slot);
  }
}

/* ---- The ring ---- */

struct ring *ring_create(size_t segment_count) {
  struct ring *ring = calloc(1, sizeof *ring);
  if (ring == NULL) {
    return NULL;
  }
  pthread_mutex_init(&ring->mutex, NULL);
  clock_condition_init(&ring->published);
  clock_condition_init(&ring->progressed);
  ring->segment_count = segment_count;
  return ring;
}

void ring_destroy(struct ring *ring) {
  for (int32_t i = 0; i < ring->service_count; i++) {
    struct service_queue *service = ring->services[i];
    while (service->current != NULL || service_queue_take(service, NULL) != NULL) {
      slot_release(ring, service_queue_finish(service));
    }
    service_queue_free(service);
  }
  free((void *)ring->services);
  slot_free_list(ring->spent);
  slot_free_list(ring->free);
  pthread_cond_destroy(&ring->progressed);
  pthread_cond_destroy(&ring->published);
  pthread_mutex_destroy(&ring->mutex);
  free(ring);
}

/* The mutex is held. The service begins with the next block that is published. */
static int32_t append_service(struct ring *ring, struct service_queue *service) {
  size_t count = (size_t)ring->service_count + 1;
  struct service_queue **services =
      (struct service_queue **)realloc((void *)ring->services, count * sizeof *services);
  if (services == NULL) {
    return -ABCISTREAM_NO_MEMORY;
  }
  ring->services = services;
  ring->services[ring->service_count] = service;
  return ring->service_count++;
}

int32_t ring_add_service(struct ring *ring, const struct ring_policy *policy) {
  struct service_queue *service = service_queue_create(policy);
  if (service == NULL) {
    return -ABCISTREAM_NO_MEMORY;
  }
  pthread_mutex_lock(&ring->mutex);
  int32_t number = append_service(ring, service);
  pthread_mutex_unlock(&ring->mutex);
  if (number < 0) {
    service_queue_free(service);
  }
  return number;
}

/* The mutex is held. */
static struct service_queue *service_of(struct ring *ring, int32_t number) {
  return number >= 0 && number < ring->service_count ? ring->services[number] : NULL;
}

bool ring_describe_service(struct ring_service_state *state, struct ring *ring, int32_t number) {
  pthread_mutex_lock(&ring->mutex);
  const struct service_queue *service = service_of(ring, number);
  if (service != NULL) {
    *state = (struct ring_service_state){.policy = service->policy,
                                         .backlog = service_queue_backlog(service),
                                         .backlog_bytes = service->bytes,
                                         .durable_height = service->durable_height,
                                         .holes = service->holes,
                                         .late = service->late,
                                         .detached = service->detached};
    snprintf(state->name, sizeof state->name, "%s", service->policy.name);
    snprintf(state->last_error, sizeof state->last_error, "%s", service->last_error);
    state->policy.name = NULL;
  }
  pthread_mutex_unlock(&ring->mutex);
  return service != NULL;
}

/* ---- The publisher ---- */

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

/* The mutex is held. Waits for room where the policy says so; whether there is some. */
static bool wait_for_room(struct ring *ring, const struct service_queue *service, int64_t bytes) {
  bool waits = (service->policy.flags & ABCISTREAM_SERVICE_ASYNC) != 0 && !service->late;
  int64_t deadline = waits ? clock_deadline(service->policy.timeout_ns) : 0;
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
    if (!wait_for_room(ring, service, slot->bytes)) {
      drop(outcome, service, slot->block.height);
    } else if (service_queue_is_on(service) && !ring->aborted) {
      service_queue_push(service, slot);
      slot->pending++;
    }
  }
  ring->published_at = clock_now();
  slot_release(ring, slot);
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

int64_t ring_last_height(struct ring *ring) {
  pthread_mutex_lock(&ring->mutex);
  int64_t lowest = 0;
  for (int32_t i = 0; i < ring->service_count; i++) {
    int64_t height = ring->services[i]->durable_height;
    if (height > 0 && (lowest == 0 || height < lowest)) {
      lowest = height;
    }
  }
  pthread_mutex_unlock(&ring->mutex);
  return lowest;
}

void ring_close(struct ring *ring) {
  pthread_mutex_lock(&ring->mutex);
  ring->closed = true;
  pthread_cond_broadcast(&ring->published);
  pthread_mutex_unlock(&ring->mutex);
}

/* The mutex is held. Names the services that have not left; whether all have. */
static bool list_those_left_behind(char *text, size_t size, const struct ring *ring) {
  size_t used = 0;
  text[0] = '\0';
  for (int32_t i = 0; i < ring->service_count; i++) {
    const struct service_queue *service = ring->services[i];
    if (!service->left && used < size) {
      int64_t backlog = service_queue_backlog(service);
      const char *separator = used == 0 ? "" : ", ";
      int written =
          backlog == 0
              ? snprintf(text + used, size - used, "%s%s", separator, service->policy.name)
              : snprintf(text + used, size - used, "%s%s (blocks not finished: %" PRId64 ")",
                         separator, service->policy.name, backlog);
      used += (size_t)written;
    }
  }
  return text[0] == '\0';
}

bool ring_drain(char *text, size_t size, struct ring *ring, int64_t deadline) {
  pthread_mutex_lock(&ring->mutex);
  bool drained = list_those_left_behind(text, size, ring);
  while (!drained && !ring->aborted && clock_wait(&ring->progressed, &ring->mutex, deadline)) {
    drained = list_those_left_behind(text, size, ring);
  }
  drained = list_those_left_behind(text, size, ring);
  pthread_mutex_unlock(&ring->mutex);
  return drained;
}

void ring_abort(struct ring *ring) {
  pthread_mutex_lock(&ring->mutex);
  ring->aborted = true;
  pthread_cond_broadcast(&ring->published);
  pthread_cond_broadcast(&ring->progressed);
  pthread_mutex_unlock(&ring->mutex);
}

/* ---- A service's thread ---- */

/* The mutex is held. Waits until there is a block to take, or a reason why there is none. */
static abcistream_status wait_for_block(struct ring *ring, const struct service_queue *service,
                                        int64_t deadline) {
  while (service->count == 0) {
    if (ring->aborted || ring->closed) {
      return ABCISTREAM_CLOSED;
    }
    if (!clock_wait(&ring->published, &ring->mutex, deadline) && service->count == 0) {
      return ABCISTREAM_TIMEOUT;
    }
  }
  return ABCISTREAM_OK;
}

abcistream_status ring_next(const abcistream_block **block, int64_t *dropped, struct ring *ring,
                            int32_t number, int64_t timeout_ns) {
  int64_t deadline = clock_deadline(timeout_ns);
  pthread_mutex_lock(&ring->mutex);
  struct service_queue *service = service_of(ring, number);
  abcistream_status status = service == NULL            ? ABCISTREAM_INVALID_ARGUMENT
                             : service->current != NULL ? ABCISTREAM_OUT_OF_ORDER
                                                        : wait_for_block(ring, service, deadline);
  if (status == ABCISTREAM_OK) {
    *block = &service_queue_take(service, dropped)->block;
  }
  pthread_mutex_unlock(&ring->mutex);
  return status;
}

/* The publisher is woken when the mutex is free, so that it need not wait again for that. */
abcistream_status ring_done(struct ring *ring, int32_t number, int64_t durable_height,
                            abcistream_status status, const char *message) {
  pthread_mutex_lock(&ring->mutex);
  struct service_queue *service = service_of(ring, number);
  abcistream_status result = service == NULL            ? ABCISTREAM_INVALID_ARGUMENT
                             : service->current == NULL ? ABCISTREAM_OUT_OF_ORDER
                                                        : ABCISTREAM_OK;
  if (result == ABCISTREAM_OK) {
    service->durable_height = durable_height;
    if (status != ABCISTREAM_OK) {
      service_queue_fail(service, status,
                         message != NULL ? message : abcistream_status_text(status));
    }
    slot_release(ring, service_queue_finish(service));
  }
  pthread_mutex_unlock(&ring->mutex);
  pthread_cond_broadcast(&ring->progressed);
  return result;
}

/* The mutex is held. The service takes none of the blocks that still wait for it. */
static void discard_backlog(struct ring *ring, struct service_queue *service) {
  while (service->current == NULL && service_queue_take(service, NULL) != NULL) {
    slot_release(ring, service_queue_finish(service));
  }
  pthread_cond_broadcast(&ring->progressed);
}

void ring_detach(struct ring *ring, int32_t number) {
  pthread_mutex_lock(&ring->mutex);
  struct service_queue *service = service_of(ring, number);
  if (service != NULL) {
    service->detached = true;
    discard_backlog(ring, service);
  }
  pthread_mutex_unlock(&ring->mutex);
}

void ring_left(struct ring *ring, int32_t number) {
  pthread_mutex_lock(&ring->mutex);
  struct service_queue *service = service_of(ring, number);
  if (service != NULL && !service->left) {
    service->left = true;
    if (service->current != NULL) {
      slot_release(ring, service_queue_finish(service));
    }
    discard_backlog(ring, service);
  }
  pthread_mutex_unlock(&ring->mutex);
}
