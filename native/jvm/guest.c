#include "jvm/guest.h"

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
  }
  pthread_mutex_unlock(&guest->mutex);
}

/* ---- The table: each function runs on a Java thread ---- */

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
  int32_t number =
      guest->wanted == NULL ? -ABCISTREAM_CLOSED : ring_add_service(guest->ring, &policy);
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

static int32_t next(abcistream_host_stream *stream, int32_t service, int64_t timeout_ns,
                    int64_t *block) {
  const abcistream_block *published = NULL;
  abcistream_status status =
      ring_next(&published, &block[1], guest_of(stream)->ring, service, timeout_ns);
  block[0] = (int64_t)(intptr_t)published;
  return (int32_t)status;
}

static int32_t done(abcistream_host_stream *stream, int32_t service, int64_t durable_height,
                    int32_t status, const char *message) {
  return (int32_t)ring_done(guest_of(stream)->ring, service, durable_height,
                            (abcistream_status)status, message);
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
