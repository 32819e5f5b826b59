/*
 * The half of a stream that Java sees: the view of it that host.h describes, and the table of
 * functions over its ring. A guest lives as long as the process, since a stray Java thread may log
 * late; what it points at is given back when its stream is closed.
 */
#ifndef ABCISTREAM_JVM_GUEST_H
#define ABCISTREAM_JVM_GUEST_H

#include <abcistream/host.h>
#include <pthread.h>

#include "jvm/delivery.h"
#include "jvm/log.h"
#include "ring/ring.h"

struct guest {
  abcistream_host_stream view; /* First, so that Java's address of the stream is the guest's. */
  struct log_sink log;
  struct ring *ring;
  uint8_t *wanted; /* One byte a store, by the names' order: whether any service wants it. */
  struct delivery *deliveries; /* By the services' numbers, */
  int32_t service_count;
  pthread_mutex_t mutex; /* under this. */
  pthread_cond_t changed;
  bool opened;
  abcistream_error result; /* What `opened` has said. */
  int64_t close_timeout_ns;
  struct guest *next; /* All guests of the process. */
};

/** The functions that Java calls. */
extern const abcistream_host_api guest_api;

/**
 * Makes a guest for blocks of `store_count` stores, known by `name` in the log. NULL when memory
 * cannot be had.
 */
struct guest *guest_create(const char *name, size_t store_count);

/** Waits until Java has said `opened`, or the JVM is gone. */
abcistream_status guest_wait_opened(struct guest *guest, abcistream_error *error);

/** What has become of the blocks of a service; all zero when there is none of this number. */
struct delivery guest_delivery(struct guest *guest, int32_t service);

/**
 * Gives back what the guest holds but for the name and the log, which late records still use. With
 * `ring_is_free` false a service still hangs in the ring, which is then left to it.
 */
void guest_retire(struct guest *guest, bool ring_is_free);

#endif
