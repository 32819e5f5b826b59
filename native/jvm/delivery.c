#include "jvm/delivery.h"

#include <stdio.h>

void delivery_begin(struct delivery *delivery, int64_t last_height, bool detaches) {
  *delivery = (struct delivery){.reached = last_height, .detaches = detaches};
}

void delivery_taken(struct delivery *delivery, int64_t height, int64_t dropped) {
  bool has_begun = delivery->reached >= 0;
  int64_t between = height - 1 - delivery->reached;
  delivery->height = height;
  delivery->dropped += dropped;
  delivery->skipped = has_begun && between > dropped ? between : dropped;
}

static void add_holes(struct delivery *delivery, int64_t first, int64_t last) {
  if (first > last) {
    return;
  }
  bool goes_on = delivery->holes > 0 && first == delivery->last_hole + 1;
  delivery->first_hole = goes_on ? delivery->first_hole : first;
  delivery->last_hole = last;
  delivery->holes += last - first + 1;
}

void delivery_done(struct delivery *delivery, const char *failure, bool stops_node) {
  if (failure != NULL) {
    delivery->failed_height = delivery->height;
    snprintf(delivery->failure, sizeof delivery->failure, "%s", failure);
  }
  if (stops_node || (failure != NULL && delivery->detaches)) {
    return;
  }
  add_holes(delivery, delivery->height - delivery->skipped, delivery->height - 1);
  if (failure != NULL) {
    add_holes(delivery, delivery->height, delivery->height);
  }
  if (delivery->height > delivery->reached) {
    delivery->reached = delivery->height;
  }
}
