/*
 * How much memory a JVM may come to, by its options: what a node's operator must add to what the
 * node itself needs. A ceiling and no forecast: a JVM at rest takes about 40 MiB.
 */
#ifndef ABCISTREAM_JVM_CEILING_H
#define ABCISTREAM_JVM_CEILING_H

#include <stddef.h>
#include <stdint.h>

#include "jvm/options.h"

/** All in bytes. */
struct ceiling {
  int64_t heap;
  int64_t metaspace;     /* Classes; 0 = the options set no bound. */
  int64_t code_cache;    /* What the compilers make. */
  int64_t direct_memory; /* Direct buffers of Java's own. */
  int64_t stack;         /* Of one thread. */
  int64_t vm;            /* The JVM itself, and its tables over the heap. */
};

/** Threads of a JVM besides those of the services. */
#define CEILING_VM_THREADS 16

/** Threads of a service: its own, and one that works ahead. */
#define CEILING_SERVICE_THREADS 2

/**
 * What the options say, and the JVM's own defaults where they do not.
 *
 * @param options As the JVM sees them, later ones above earlier ones.
 * @param machine The memory that a share of it (MaxRAMPercentage) is counted from.
 */
struct ceiling ceiling_of(const struct options *options, int64_t machine);

/** Everything together, with `threads` stacks. */
int64_t ceiling_sum(const struct ceiling *ceiling, int64_t threads);

/** The memory of the machine, or of the control group where that is less: what a JVM takes for it.
 */
int64_t ceiling_machine_memory(void);

#endif
