#include "jvm/guest.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"
#include "jvm/jvm.h"

/* Guests are added at its head and never removed. */
static pthread_mutex_t guests_mutex = PTHREAD_MUTEX_INITIALIZER;
static struct guest *guests;

static struct guest *guest_of(abcistream_host_stream *stream) { return (struct guest *)stream; }

static void wake_all_guests(void) {
  pthread_mutex_lock(&guests_mutex);
  for (struct guest *guest = guests; guest != NULL; guest = guest->next) {
    pthread_mutex_lock(&guest->mutex);
    if (guest->ring != NULL) {
      ring_abort(guest->ring);
    }
    pthread_cond_broadcast(&guest->changed);
    pthread_mutex_unlock(&guest->mutex);
  }
  pthread_mutex_unlock(&guests_mutex);
}

struct guest *guest_create(const char *name, size_t store_count) {
  struct guest *guest = calloc(1, sizeof *guest);
  char *copy = strdup(name);
  uint8_t *wanted = calloc(store_count + 1, 1);
  struct ring *ring = ring_create(store_count + ABCISTREAM_METADATA_SEGMENTS);
  if (guest == NULL || copy == NULL || wanted == NULL || ring == NULL) {
    if (ring != NULL) {
      ring_destroy(ring);
    }
    free(wanted);
    free(copy);
    free(guest);
    return NULL;
  }
  guest->ring = ring;
  guest->wanted = wanted;
  guest->log.name = copy;
  guest->view.name = copy;
  guest->view.store_count = (int64_t)store_count;
  pthread_mutex_init(&guest->mutex, NULL);
  clock_condition_init(&guest->changed);
  pthread_mutex_lock(&guests_mutex);
  guest->next = guests;
  guests = guest;
  pthread_mutex_unlock(&guests_mutex);
  jvm_on_gone(wake_all_guests);
  return guest;
}

abcistream_status guest_wait_opened(struct guest *guest, abcistream_error *error) {
  pthread_mutex_lock(&guest->mutex);
  while (!guest->opened && !jvm_is_gone()) {
    clock_wait(&guest->changed, &guest->mutex, CLOCK_NEVER);
  }
  abcistream_status status = guest->result.status;
  if (!guest->opened) {
    status =
        error_set(error, ABCISTREAM_JVM_GONE,
                  "the JVM has ended while the services were being loaded; see the node's log");
  } else if (status != ABCISTREAM_OK) {
    error_set(error, status, "%s", guest->result.message);
  }
  pthread_mutex_unlock(&guest->mutex);
  return status;
}

void guest_retire(struct guest *guest, bool ring_is_free) {
  log_detach(&guest->log);
  pthread_mutex_lock(&guest->mutex);
  free(guest->wanted);
  guest->wanted = NULL;
  if (ring_is_free) {
    ring_destroy(guest->ring);
    guest->ring = NULL;
    free(guest->deliveries);
    guest->deliveries = NULL;
    guest->service_count = 0;
  }
  pthread_mutex_unlock(&guest->mutex);
}

/* ---- What becomes of blocks ---- */

/* The mutex is held. Room for one service more. */
static bool make_room_for_delivery(struct guest *guest) {
  size_t count = (size_t)guest->service_count + 1;
  struct delivery *deliveries = realloc(guest->deliveries, count * sizeof *deliveries);
  if (deliveries != NULL) {
    guest->deliveries = deliveries;
  }
  return deliveries != NULL;
}

/* The mutex is held. NULL when there is no service of this number. */
static struct delivery *delivery_of(struct guest *guest, int32_t service) {
  return service >= 0 && service < guest->service_count ? &guest->deliveries[service] : NULL;
}

struct delivery guest_delivery(struct guest *guest, int32_t service) {
  struct delivery copy = {0};
  pthread_mutex_lock(&guest->mutex);
  const struct delivery *delivery = delivery_of(guest, service);
  if (delivery != NULL) {
    copy = *delivery;
  }
  pthread_mutex_unlock(&guest->mutex);
  return copy;
}

static void note_taken(struct guest *guest, int32_t service, int64_t height, int64_t dropped) {
  pthread_mutex_lock(&guest->mutex);
  struct delivery *delivery = delivery_of(guest, service);
  if (delivery != NULL) {
    delivery_taken(delivery, height, dropped);
  }
  pthread_mutex_unlock(&guest->mutex);
}

static void note_done(struct guest *guest, int32_t service, const char *failure, bool stops_node) {
  pthread_mutex_lock(&guest->mutex);
  struct delivery *delivery = delivery_of(guest, service);
  if (delivery != NULL) {
    delivery_done(delivery, failure, stops_node);
  }
  pthread_mutex_unlock(&guest->mutex);
}

/* ---- The table: each function runs on a Java thread ---- */

/* The mutex is held. The service's number, or a negated status. */
static int32_t append_service(struct guest *guest, const struct ring_policy *policy) {
  if (guest->wanted == NULL) {
    return -ABCISTREAM_CLOSED;
  }
  if (!make_room_for_delivery(guest)) {
    return -ABCISTREAM_NO_MEMORY;
  }
  int32_t number = ring_add_service(guest->ring, policy);
  if (number >= 0) {
    delivery_begin(&guest->deliveries[guest->service_count++], policy->last_height,
                   (policy->flags & ABCISTREAM_SERVICE_DETACHES) != 0);
  }
  return number;
}

static int32_t add_service(abcistream_host_stream *stream, const char *name, const uint8_t *stores,
                           int64_t last_height, int64_t timeout_ns, int64_t queue_blocks,
                           int64_t queue_bytes, int32_t flags) {
  struct guest *guest = guest_of(stream);
  const struct ring_policy policy = {.name = name,
                                     .last_height = last_height,
                                     .timeout_ns = timeout_ns,
                                     .queue_blocks = queue_blocks,
                                     .queue_bytes = queue_bytes,
                                     .flags = flags};
  pthread_mutex_lock(&guest->mutex);
  int32_t number = append_service(guest, &policy);
  for (int64_t i = 0; number >= 0 && i < stream->store_count; i++) {
    guest->wanted[i] |= stores[i];
  }
  pthread_mutex_unlock(&guest->mutex);
  return number;
}

static void opened(abcistream_host_stream *stream, int32_t status, const char *message,
                   int64_t close_timeout_ns) {
  struct guest *guest = guest_of(stream);
  pthread_mutex_lock(&guest->mutex);
  error_set(&guest->result, (abcistream_status)status, "%s", message != NULL ? message : "");
  guest->close_timeout_ns = close_timeout_ns;
  guest->opened = true;
  pthread_cond_broadcast(&guest->changed);
  pthread_mutex_unlock(&guest->mutex);
}

/* A commit waits for this service, so that its thread shall not wait in turn, behind a node that
 * collects garbage on every processor, as the JVM's other threads do: boot.c has them be patient.
 */
static void hurry_if_awaited(struct guest *guest, int32_t service) {
  const struct sched_param none = {0};
  struct ring_service_state state;
  if (ring_describe_service(&state, guest->ring, service) &&
      (state.policy.flags & ABCISTREAM_SERVICE_ASYNC) == 0) {
    pthread_setschedparam(pthread_self(), SCHED_OTHER, &none);
  }
}

static int32_t next(abcistream_host_stream *stream, int32_t service, int64_t timeout_ns,
                    int64_t *block) {
  static _Thread_local bool has_begun; /* A service has one thread, and a thread one service. */
  struct guest *guest = guest_of(stream);
  const abcistream_block *published = NULL;
  if (!has_begun) {
    has_begun = true;
    hurry_if_awaited(guest, service);
  }
  abcistream_status status = ring_next(&published, &block[1], guest->ring, service, timeout_ns);
  if (status == ABCISTREAM_OK) {
    note_taken(guest, service, published->height, block[1]);
  }
  block[0] = (int64_t)(intptr_t)published;
  return (int32_t)status;
}

static int32_t done(abcistream_host_stream *stream, int32_t service, int64_t durable_height,
                    int32_t status, const char *message) {
  struct guest *guest = guest_of(stream);
  bool stops_node = status != ABCISTREAM_OK;
  bool has_failed = stops_node || message != NULL;
  const char *failure = !has_failed       ? NULL
                        : message != NULL ? message
                                          : abcistream_status_text((abcistream_status)status);
  note_done(guest, service, failure, stops_node);
  return (int32_t)ring_done(guest->ring, service, durable_height, (abcistream_status)status,
                            message);
}

static void detach(abcistream_host_stream *stream, int32_t service) {
  ring_detach(guest_of(stream)->ring, service);
}

static void left(abcistream_host_stream *stream, int32_t service) {
  ring_left(guest_of(stream)->ring, service);
}

static void log_record(abcistream_host_stream *stream, int32_t level, const char *logger,
                       const char *message) {
  log_write(&guest_of(stream)->log, (abcistream_log_level)level, logger, message);
}

const abcistream_host_api guest_api = {.abi_version = ABCISTREAM_HOST_ABI_VERSION,
                                       .add_service = add_service,
                                       .opened = opened,
                                       .next = next,
                                       .done = done,
                                       .detach = detach,
                                       .left = left,
                                       .log = log_record};
