/* The ring as its own files see it: what the publisher and the threads of the services share. */
#ifndef ABCISTREAM_RING_RING_STATE_H
#define ABCISTREAM_RING_RING_STATE_H

#include <pthread.h>

#include "ring/ring.h"
#include "ring/service_queue.h"
#include "ring/slot.h"

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

/** The mutex is held. One that needed the slot needs it no more. */
static inline void ring_release(struct ring *ring, struct ring_slot *slot) {
  if (--slot->pending == 0) {
    slot_push(&ring->spent, slot);
  }
}

/** The mutex is held. NULL where there is no service of this number. */
static inline struct service_queue *ring_service(struct ring *ring, int32_t number) {
  return number >= 0 && number < ring->service_count ? ring->services[number] : NULL;
}

#endif
