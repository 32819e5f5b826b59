#include "ring/ring.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"

/* A service's cursor. Sequences count from 1; 0 is before the first block. */
struct service {
  char *name;
  int64_t timeout_ns;
  int32_t flags;
  int64_t taken;          /* The block that next() has handed out last. */
  int64_t done;           /* The block that done() has given back last. */
  int64_t durable_height; /* -1 = no progress. */
  bool late;
  bool left;
  abcistream_status failure; /* Reported by done(), not yet collected by a commit. */
  char failure_message[ABCISTREAM_ERROR_SIZE];
};

struct ring {
  pthread_mutex_t mutex;
  pthread_cond_t published;  /* Services wait here. */
  pthread_cond_t progressed; /* The publisher waits here. */
  bool closed;
  bool aborted;
  int64_t head;         /* The block published last. */
  int64_t spent;        /* The block whose cargo was taken back last. */
  int64_t published_at; /* When `head` was published. */
  size_t segment_count;
  int32_t service_count;
  struct service **services; /* Each lives as long as the ring: its thread waits with it. */
  struct ring_slot slots[RING_SLOTS];
};

static struct ring_slot *slot_of(struct ring *ring, int64_t sequence) {
  return &ring->slots[sequence % RING_SLOTS];
}

static struct service *service_create(const char *name) {
  struct service *service = calloc(1, sizeof *service);
  char *copy = strdup(name);
  if (service == NULL || copy == NULL) {
    free(copy);
    free(service);
    return NULL;
  }
  service->name = copy;
  return service;
}

static void service_free(struct service *service) {
  free(service->name);
  free(service);
}

struct ring *ring_create(size_t segment_count) {
  struct ring *ring = calloc(1, sizeof *ring);
  if (ring == NULL) {
    return NULL;
  }
  pthread_mutex_init(&ring->mutex, NULL);
  clock_condition_init(&ring->published);
  clock_condition_init(&ring->progressed);
  ring->segment_count = segment_count;
  for (int i = 0; i < RING_SLOTS; i++) {
    ring->slots[i].segments = calloc(segment_count, sizeof *ring->slots[i].segments);
    if (ring->slots[i].segments == NULL) {
      ring_destroy(ring);
      return NULL;
    }
  }
  return ring;
}

void ring_destroy(struct ring *ring) {
  for (int i = 0; i < RING_SLOTS; i++) {
    free(ring->slots[i].segments);
    free(ring->slots[i].chunks);
    free(ring->slots[i].app_hash);
  }
  for (int32_t i = 0; i < ring->service_count; i++) {
    service_free(ring->services[i]);
  }
  free((void *)ring->services);
  pthread_cond_destroy(&ring->progressed);
  pthread_cond_destroy(&ring->published);
  pthread_mutex_destroy(&ring->mutex);
  free(ring);
}

/* The mutex is held. The service begins with the next block that is published. */
static int32_t append_service(struct ring *ring, struct service *service) {
  size_t count = (size_t)ring->service_count + 1;
  struct service **services =
      (struct service **)realloc((void *)ring->services, count * sizeof *services);
  if (services == NULL) {
    return -ABCISTREAM_NO_MEMORY;
  }
  ring->services = services;
  ring->services[ring->service_count] = service;
  service->taken = ring->head;
  service->done = ring->head;
  return ring->service_count++;
}

int32_t ring_add_service(struct ring *ring, const char *name, int64_t timeout_ns,
                         int64_t last_height, int32_t flags) {
  struct service *service = service_create(name);
  if (service == NULL) {
    return -ABCISTREAM_NO_MEMORY;
  }
  service->timeout_ns = timeout_ns;
  service->durable_height = last_height;
  service->flags = flags;
  pthread_mutex_lock(&ring->mutex);
  int32_t number = append_service(ring, service);
  pthread_mutex_unlock(&ring->mutex);
  if (number < 0) {
    service_free(service);
  }
  return number;
}

/* Appends a name to a list such as "file, audit"; one that does not fit is left out. */
static void append_name(char *names, size_t size, const char *name) {
  size_t used = strlen(names);
  int wanted = snprintf(names + used, size - used, "%s%s", used == 0 ? "" : ", ", name);
  if (wanted < 0 || (size_t)wanted >= size - used) {
    names[used] = '\0';
  }
}

/* ---- The publisher ---- */

/* The mutex is held. Until when the services that hold a slot may do so, and which they are. */
static int64_t hold_deadline(const struct ring *ring, int64_t sequence, char *holders,
                             size_t size) {
  int64_t latest = 0;
  holders[0] = '\0';
  for (int32_t i = 0; i < ring->service_count; i++) {
    const struct service *service = ring->services[i];
    if (!service->left && service->done < sequence) {
      append_name(holders, size, service->name);
      int64_t deadline = clock_deadline(service->timeout_ns);
      latest = deadline > latest ? deadline : latest;
    }
  }
  return latest;
}

static abcistream_status wait_for_slot(struct ring *ring, int64_t sequence,
                                       abcistream_error *error) {
  struct ring_slot *slot = slot_of(ring, sequence);
  if (slot->pending == 0) {
    return ABCISTREAM_OK;
  }
  char holders[256];
  int64_t deadline = hold_deadline(ring, sequence - RING_SLOTS, holders, sizeof holders);
  while (slot->pending > 0 && !ring->aborted) {
    if (!clock_wait(&ring->progressed, &ring->mutex, deadline) && slot->pending > 0) {
      return error_set(error, ABCISTREAM_TIMEOUT,
                       "the queue is full: %d blocks wait for service %s, which does not take them",
                       RING_SLOTS, holders);
    }
  }
  return ABCISTREAM_OK;
}

static bool slot_reserve(struct ring_slot *slot, int64_t chunk_count, size_t app_hash_size) {
  if (chunk_count > slot->chunk_capacity) {
    size_t count = (size_t)chunk_count * 2;
    abcistream_chunk *chunks = realloc(slot->chunks, count * sizeof *chunks);
    if (chunks == NULL) {
      return false;
    }
    slot->chunks = chunks;
    slot->chunk_capacity = (int64_t)count;
  }
  if (app_hash_size > slot->app_hash_capacity) {
    uint8_t *app_hash = realloc(slot->app_hash, app_hash_size);
    if (app_hash == NULL) {
      return false;
    }
    slot->app_hash = app_hash;
    slot->app_hash_capacity = app_hash_size;
  }
  return true;
}

abcistream_status ring_claim(struct ring_slot **slot, struct ring *ring, int64_t chunk_count,
                             size_t app_hash_size, abcistream_error *error) {
  pthread_mutex_lock(&ring->mutex);
  int64_t sequence = ring->head + 1;
  abcistream_status status = wait_for_slot(ring, sequence, error);
  if (ring->aborted) {
    status = error_set(error, ABCISTREAM_JVM_GONE,
                       "the JVM of this process has ended; restart the node");
  }
  pthread_mutex_unlock(&ring->mutex);
  if (status != ABCISTREAM_OK) {
    return status;
  }
  struct ring_slot *next = slot_of(ring, sequence);
  if (!slot_reserve(next, chunk_count, app_hash_size)) {
    return error_set(error, ABCISTREAM_NO_MEMORY,
                     "no memory for the table of a block's %lld chunks", (long long)chunk_count);
  }
  *slot = next;
  return ABCISTREAM_OK;
}

void ring_publish(struct ring *ring, struct ring_slot *slot) {
  pthread_mutex_lock(&ring->mutex);
  slot->pending = 0;
  for (int32_t i = 0; i < ring->service_count; i++) {
    slot->pending += ring->services[i]->left ? 0 : 1;
  }
  ring->head++;
  slot->block.sequence = ring->head;
  slot->block.segments = slot->segments;
  slot->block.chunks = slot->chunks;
  slot->block.app_hash = slot->app_hash;
  ring->published_at = clock_now();
  pthread_cond_broadcast(&ring->published);
  pthread_mutex_unlock(&ring->mutex);
}

/* The mutex is held. Waits for one service; false when its time ran out. */
static bool wait_for_service(struct ring *ring, struct service *service) {
  int64_t deadline = clock_after(ring->published_at, service->timeout_ns);
  while (service->done < ring->head && !service->left && !ring->aborted) {
    if (!clock_wait(&ring->progressed, &ring->mutex, deadline) && service->done < ring->head) {
      return false;
    }
  }
  return true;
}

/* The mutex is held. */
static void outcome_add(struct ring_outcome *outcome, abcistream_status status,
                        const char *message) {
  if (outcome->status == ABCISTREAM_OK) {
    outcome->status = status;
    snprintf(outcome->message, sizeof outcome->message, "%s", message);
  }
}

static void service_ran_out_of_time(struct ring_outcome *outcome, struct service *service,
                                    int64_t height) {
  service->late = true;
  if ((service->flags & ABCISTREAM_SERVICE_STOPS_NODE) == 0) {
    append_name(outcome->late, sizeof outcome->late, service->name);
    return;
  }
  char message[ABCISTREAM_ERROR_SIZE];
  snprintf(message, sizeof message,
           "service %s has not finished height %lld within its timeout of %lld ms; raise "
           "streamers.%s.timeout if it needs longer",
           service->name, (long long)height, (long long)(service->timeout_ns / 1000000),
           service->name);
  outcome_add(outcome, ABCISTREAM_TIMEOUT, message);
}

void ring_wait(struct ring_outcome *outcome, struct ring *ring) {
  *outcome = (struct ring_outcome){.status = ABCISTREAM_OK};
  pthread_mutex_lock(&ring->mutex);
  int64_t height = slot_of(ring, ring->head)->block.height;
  for (int32_t i = 0; i < ring->service_count; i++) {
    struct service *service = ring->services[i];
    bool waits = (service->flags & ABCISTREAM_SERVICE_ASYNC) == 0 && !service->late;
    if (waits && !wait_for_service(ring, service)) {
      service_ran_out_of_time(outcome, service, height);
    }
  }
  for (int32_t i = 0; i < ring->service_count; i++) {
    struct service *service = ring->services[i];
    if (service->failure != ABCISTREAM_OK) {
      outcome_add(outcome, service->failure, service->failure_message);
      service->failure = ABCISTREAM_OK;
    }
  }
  if (ring->aborted) {
    outcome->status = ABCISTREAM_OK;
    outcome_add(outcome, ABCISTREAM_JVM_GONE,
                "the JVM of this process has ended; restart the node");
  }
  pthread_mutex_unlock(&ring->mutex);
}

void *ring_take_spent(struct ring *ring) {
  void *cargo = NULL;
  pthread_mutex_lock(&ring->mutex);
  while (cargo == NULL && ring->spent < ring->head &&
         slot_of(ring, ring->spent + 1)->pending == 0) {
    ring->spent++;
    struct ring_slot *slot = slot_of(ring, ring->spent);
    cargo = slot->cargo;
    slot->cargo = NULL;
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

/* The mutex is held. */
static bool all_have_left(const struct ring *ring) {
  for (int32_t i = 0; i < ring->service_count; i++) {
    if (!ring->services[i]->left) {
      return false;
    }
  }
  return true;
}

bool ring_drain(char *names, size_t size, struct ring *ring, int64_t deadline) {
  names[0] = '\0';
  pthread_mutex_lock(&ring->mutex);
  while (!all_have_left(ring) && !ring->aborted) {
    if (!clock_wait(&ring->progressed, &ring->mutex, deadline)) {
      break;
    }
  }
  for (int32_t i = 0; i < ring->service_count; i++) {
    if (!ring->services[i]->left) {
      append_name(names, size, ring->services[i]->name);
    }
  }
  bool drained = all_have_left(ring);
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

static struct service *service_of(struct ring *ring, int32_t number) {
  return number >= 0 && number < ring->service_count ? ring->services[number] : NULL;
}

abcistream_status ring_next(const abcistream_block **block, struct ring *ring, int32_t number,
                            int64_t timeout_ns) {
  int64_t deadline = clock_deadline(timeout_ns);
  pthread_mutex_lock(&ring->mutex);
  struct service *service = service_of(ring, number);
  abcistream_status status = ABCISTREAM_OK;
  if (service == NULL) {
    status = ABCISTREAM_INVALID_ARGUMENT;
  } else if (service->taken != service->done) {
    status = ABCISTREAM_OUT_OF_ORDER;
  }
  while (status == ABCISTREAM_OK && service->taken == ring->head) {
    if (ring->aborted || ring->closed) {
      status = ABCISTREAM_CLOSED;
    } else if (!clock_wait(&ring->published, &ring->mutex, deadline) &&
               service->taken == ring->head) {
      status = ABCISTREAM_TIMEOUT;
    }
  }
  if (status == ABCISTREAM_OK) {
    service->taken++;
    *block = &slot_of(ring, service->taken)->block;
  }
  pthread_mutex_unlock(&ring->mutex);
  return status;
}

/* The mutex is held. The service needs no block up to `sequence` any more. */
static void release_until(struct ring *ring, struct service *service, int64_t sequence) {
  while (service->done < sequence) {
    service->done++;
    slot_of(ring, service->done)->pending--;
  }
  if (service->done == ring->head) {
    service->late = false;
  }
  pthread_cond_broadcast(&ring->progressed);
}

abcistream_status ring_done(struct ring *ring, int32_t number, int64_t durable_height,
                            abcistream_status status, const char *message) {
  pthread_mutex_lock(&ring->mutex);
  struct service *service = service_of(ring, number);
  abcistream_status result = ABCISTREAM_OK;
  if (service == NULL) {
    result = ABCISTREAM_INVALID_ARGUMENT;
  } else if (service->taken == service->done) {
    result = ABCISTREAM_OUT_OF_ORDER;
  } else {
    service->durable_height = durable_height;
    if (status != ABCISTREAM_OK && service->failure == ABCISTREAM_OK) {
      service->failure = status;
      snprintf(service->failure_message, sizeof service->failure_message, "%s",
               message != NULL ? message : abcistream_status_text(status));
    }
    release_until(ring, service, service->taken);
  }
  pthread_mutex_unlock(&ring->mutex);
  return result;
}

void ring_left(struct ring *ring, int32_t number) {
  pthread_mutex_lock(&ring->mutex);
  struct service *service = service_of(ring, number);
  if (service != NULL && !service->left) {
    service->left = true;
    release_until(ring, service, ring->head);
  }
  pthread_mutex_unlock(&ring->mutex);
}
