/* The JVM's heap at one moment. */
#ifndef ABCISTREAM_JVM_HEAP_H
#define ABCISTREAM_JVM_HEAP_H

#include <stdint.h>

/** All in bytes. */
struct heap {
  int64_t used;      /* Garbage included. */
  int64_t committed; /* Had from the system. */
  int64_t max;
};

#endif
