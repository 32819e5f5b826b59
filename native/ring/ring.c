#include "ring/ring.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "ring/ring_state.h"

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
      ring_release(ring, service_queue_finish(service));
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

/* ---- How it stands ---- */

bool ring_describe_service(struct ring_service_state *state, struct ring *ring, int32_t number) {
  pthread_mutex_lock(&ring->mutex);
  const struct service_queue *service = ring_service(ring, number);
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

/* ---- Its end ---- */

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
