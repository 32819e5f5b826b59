/* The side of a service's thread, which takes its blocks one after the other. */
#include "base/clock.h"
#include "ring/ring_state.h"

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
  struct service_queue *service = ring_service(ring, number);
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
  struct service_queue *service = ring_service(ring, number);
  abcistream_status result = service == NULL            ? ABCISTREAM_INVALID_ARGUMENT
                             : service->current == NULL ? ABCISTREAM_OUT_OF_ORDER
                                                        : ABCISTREAM_OK;
  if (result == ABCISTREAM_OK) {
    service->durable_height = durable_height;
    if (status != ABCISTREAM_OK) {
      service_queue_fail(service, status,
                         message != NULL ? message : abcistream_status_text(status));
    }
    ring_release(ring, service_queue_finish(service));
  }
  pthread_mutex_unlock(&ring->mutex);
  pthread_cond_broadcast(&ring->progressed);
  return result;
}

/* The mutex is held. The service takes none of the blocks that still wait for it. */
static void discard_backlog(struct ring *ring, struct service_queue *service) {
  while (service->current == NULL && service_queue_take(service, NULL) != NULL) {
    ring_release(ring, service_queue_finish(service));
  }
  pthread_cond_broadcast(&ring->progressed);
}

void ring_detach(struct ring *ring, int32_t number) {
  pthread_mutex_lock(&ring->mutex);
  struct service_queue *service = ring_service(ring, number);
  if (service != NULL) {
    service->detached = true;
    discard_backlog(ring, service);
  }
  pthread_mutex_unlock(&ring->mutex);
}

void ring_left(struct ring *ring, int32_t number) {
  pthread_mutex_lock(&ring->mutex);
  struct service_queue *service = ring_service(ring, number);
  if (service != NULL && !service->left) {
    service->left = true;
    if (service->current != NULL) {
      ring_release(ring, service_queue_finish(service));
    }
    discard_backlog(ring, service);
  }
  pthread_mutex_unlock(&ring->mutex);
}
