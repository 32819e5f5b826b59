#include "ring/service_queue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct service_queue *service_queue_create(const struct ring_policy *policy) {
  struct service_queue *queue = calloc(1, sizeof *queue);
  char *name = strdup(policy->name);
  struct service_block *blocks = calloc((size_t)policy->queue_blocks, sizeof *blocks);
  if (queue == NULL || name == NULL || blocks == NULL) {
    free(blocks);
    free(name);
    free(queue);
    return NULL;
  }
  queue->policy = *policy;
  queue->policy.name = name;
  queue->blocks = blocks;
  queue->durable_height = policy->last_height;
  return queue;
}

void service_queue_free(struct service_queue *queue) {
  free((char *)queue->policy.name);
  free(queue->blocks);
  free(queue);
}

bool service_queue_is_on(const struct service_queue *queue) {
  return !queue->left && !queue->detached;
}

int64_t service_queue_backlog(const struct service_queue *queue) {
  return queue->count + (queue->current != NULL ? 1 : 0);
}

bool service_queue_has_room(const struct service_queue *queue, int64_t bytes) {
  int64_t backlog = service_queue_backlog(queue);
  return backlog == 0 || (backlog < queue->policy.queue_blocks &&
                          bytes <= queue->policy.queue_bytes - queue->bytes);
}

void service_queue_push(struct service_queue *queue, struct ring_slot *slot) {
  queue->blocks[(queue->first + queue->count) % queue->policy.queue_blocks] =
      (struct service_block){.slot = slot, .dropped = queue->dropped};
  queue->dropped = 0;
  queue->count++;
  queue->bytes += slot->bytes;
}

void service_queue_drop(struct service_queue *queue) {
  queue->dropped++;
  queue->holes++;
}

struct ring_slot *service_queue_take(struct service_queue *queue, int64_t *dropped) {
  if (queue->count == 0) {
    return NULL;
  }
  const struct service_block *block = &queue->blocks[queue->first];
  queue->current = block->slot;
  if (dropped != NULL) {
    *dropped = block->dropped;
  }
  queue->first = (queue->first + 1) % queue->policy.queue_blocks;
  queue->count--;
  return queue->current;
}

struct ring_slot *service_queue_finish(struct service_queue *queue) {
  struct ring_slot *slot = queue->current;
  queue->current = NULL;
  queue->bytes -= slot->bytes;
  if (queue->late && queue->count == 0) {
    queue->late = false;
    queue->caught_up = true;
  }
  return slot;
}

void service_queue_fail(struct service_queue *queue, abcistream_status status,
                        const char *message) {
  snprintf(queue->last_error, sizeof queue->last_error, "%s", message);
  if (queue->failure == ABCISTREAM_OK) {
    queue->failure = status;
    snprintf(queue->failure_message, sizeof queue->failure_message, "%s", message);
  }
}
