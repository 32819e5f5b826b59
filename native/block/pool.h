/*
 * The memory of segments: chunks of a few sizes, mapped once and never unmapped, since a Java
 * thread that kept a buffer too long must read old bytes and not crash the node. A chunk that is
 * not in use may lose its pages to the system instead.
 *
 * A pool belongs to one stream and is used by one thread at a time. What a closed stream leaves
 * goes to a reserve that all streams of the process take from, and keeps its ids: they name memory.
 */
#ifndef ABCISTREAM_BLOCK_POOL_H
#define ABCISTREAM_BLOCK_POOL_H

#include <stddef.h>
#include <stdint.h>

/** Chunk sizes are powers of two, from 16 KiB to 1 GiB. */
#define POOL_SMALLEST 14
#define POOL_LARGEST 30
#define POOL_SIZES (POOL_LARGEST - POOL_SMALLEST + 1)

struct chunk {
  uint8_t *base;
  size_t capacity;
  size_t used;
  size_t resident; /* Bytes from the base on that have been written since pages were last given
                      back. */
  int64_t id;
  struct chunk *next;
};

struct pool {
  struct chunk *free[POOL_SIZES];
  size_t free_resident; /* Sum of `resident` over the free chunks. */
  size_t recent_peak;   /* The largest block of late, in bytes; decays. */
};

/**
 * A chunk of at least `size` bytes and at least 2^`exponent`; NULL when the system has no memory,
 * or `size` is above the largest chunk.
 */
struct chunk *pool_take(struct pool *pool, size_t size, unsigned exponent);

/** Gives back a list of chunks, linked by `next`, whose `used` says how far they were written. */
void pool_give(struct pool *pool, struct chunk *list);

/**
 * Once a block, with the bytes that the block took: where much more memory lies free than blocks of
 * late have needed, gives a few MiB of it back to the system.
 */
void pool_settle(struct pool *pool, size_t block_bytes);

/** Address space that the chunks of all streams take, in use or not. For any thread. */
int64_t pool_mapped_bytes(void);

/** The stream is closed: gives all pages back and leaves the chunks to other streams. */
void pool_release(struct pool *pool);

#endif
