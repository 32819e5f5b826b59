#include "block/pool.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* What stays resident at the least, and what one block may give back: madvise costs time. */
#define KEEP_AT_LEAST ((size_t)4 << 20)
#define GIVE_BACK_PER_BLOCK ((size_t)4 << 20)

/* How fast an old peak is forgotten: by 1/64 a block, so half of it after 44 blocks. */
#define PEAK_DECAY 64

static pthread_mutex_t reserve_mutex = PTHREAD_MUTEX_INITIALIZER;
static struct chunk *reserve[POOL_SIZES];
static int64_t next_id;
static int64_t mapped_bytes;

static unsigned exponent_for(size_t size, unsigned exponent) {
  exponent = exponent < POOL_SMALLEST ? POOL_SMALLEST : exponent;
  while (exponent <= POOL_LARGEST && ((size_t)1 << exponent) < size) {
    exponent++;
  }
  return exponent;
}

static unsigned index_of(const struct chunk *chunk) {
  return (unsigned)__builtin_ctzll(chunk->capacity) - POOL_SMALLEST;
}

static struct chunk *pop(struct chunk **list) {
  struct chunk *chunk = *list;
  if (chunk != NULL) {
    *list = chunk->next;
    chunk->next = NULL;
  }
  return chunk;
}

static void push(struct chunk **list, struct chunk *chunk) {
  chunk->next = *list;
  *list = chunk;
}

static struct chunk *map_chunk(size_t capacity) {
  struct chunk *chunk = calloc(1, sizeof *chunk);
  if (chunk == NULL) {
    return NULL;
  }
  chunk->base = mmap(NULL, capacity, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (chunk->base == MAP_FAILED) {
    free(chunk);
    return NULL;
  }
  chunk->capacity = capacity;
  return chunk;
}

static struct chunk *take_from_reserve(unsigned exponent) {
  pthread_mutex_lock(&reserve_mutex);
  struct chunk *chunk = pop(&reserve[exponent - POOL_SMALLEST]);
  if (chunk == NULL) {
    chunk = map_chunk((size_t)1 << exponent);
    if (chunk != NULL) {
      chunk->id = next_id++;
      mapped_bytes += (int64_t)chunk->capacity;
    }
  }
  pthread_mutex_unlock(&reserve_mutex);
  return chunk;
}

int64_t pool_mapped_bytes(void) {
  pthread_mutex_lock(&reserve_mutex);
  int64_t bytes = mapped_bytes;
  pthread_mutex_unlock(&reserve_mutex);
  return bytes;
}

struct chunk *pool_take(struct pool *pool, size_t size, unsigned exponent) {
  exponent = exponent_for(size, exponent);
  if (exponent > POOL_LARGEST) {
    return NULL;
  }
  struct chunk *chunk = pop(&pool->free[exponent - POOL_SMALLEST]);
  if (chunk == NULL) {
    return take_from_reserve(exponent);
  }
  pool->free_resident -= chunk->resident;
  return chunk;
}

void pool_give(struct pool *pool, struct chunk *list) {
  for (struct chunk *chunk = pop(&list); chunk != NULL; chunk = pop(&list)) {
    if (chunk->used > chunk->resident) {
      chunk->resident = chunk->used;
    }
    chunk->used = 0;
    pool->free_resident += chunk->resident;
    push(&pool->free[index_of(chunk)], chunk);
  }
}

/* Gives back at most `limit` bytes of a chunk's pages, from its end; returns how many. */
static size_t chunk_trim(struct chunk *chunk, size_t limit) {
  size_t bytes = chunk->resident < limit ? chunk->resident : limit;
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  size_t start = (chunk->resident - bytes) & ~(page - 1);
  if (bytes == 0 || madvise(chunk->base + start, chunk->capacity - start, MADV_DONTNEED) != 0) {
    return 0;
  }
  bytes = chunk->resident - start;
  chunk->resident = start;
  return bytes;
}

void pool_settle(struct pool *pool, size_t block_bytes) {
  pool->recent_peak -= pool->recent_peak / PEAK_DECAY;
  if (block_bytes > pool->recent_peak) {
    pool->recent_peak = block_bytes;
  }
  size_t keep = 2 * pool->recent_peak > KEEP_AT_LEAST ? 2 * pool->recent_peak : KEEP_AT_LEAST;
  size_t budget = GIVE_BACK_PER_BLOCK;
  for (unsigned i = POOL_SIZES; i-- > 0;) {
    for (struct chunk *chunk = pool->free[i]; chunk != NULL; chunk = chunk->next) {
      if (pool->free_resident <= keep || budget == 0) {
        return;
      }
      size_t trimmed = chunk_trim(chunk, budget);
      pool->free_resident -= trimmed;
      budget -= trimmed < budget ? trimmed : budget;
    }
  }
}

void pool_release(struct pool *pool) {
  for (unsigned i = 0; i < POOL_SIZES; i++) {
    for (struct chunk *chunk = pop(&pool->free[i]); chunk != NULL; chunk = pop(&pool->free[i])) {
      chunk_trim(chunk, chunk->resident);
      pthread_mutex_lock(&reserve_mutex);
      push(&reserve[i], chunk);
      pthread_mutex_unlock(&reserve_mutex);
    }
  }
  pool->free_resident = 0;
}
