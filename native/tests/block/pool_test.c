/* Chunks are used again, keep their ids, and lose their pages when far more lie free than is used.
 */
#include "block/pool.h"

#include <sys/mman.h>
#include <unistd.h>

#include "tests/check.h"

static size_t resident_pages(const struct chunk *chunk) {
  static unsigned char pages[(64 << 20) / 4096];
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  size_t count = chunk->capacity / page;
  size_t resident = 0;
  CHECK_INT(0, mincore(chunk->base, chunk->capacity, pages));
  for (size_t i = 0; i < count; i++) {
    resident += pages[i] & 1;
  }
  return resident;
}

static void fill(struct chunk *chunk) {
  memset(chunk->base, 1, chunk->capacity);
  chunk->used = chunk->capacity;
}

static void a_chunk_that_was_given_back_is_taken_again(void) {
  struct pool pool = {0};
  struct chunk *chunk = pool_take(&pool, 100, 0);
  CHECK_INT(1 << POOL_SMALLEST, chunk->capacity);
  uint8_t *base = chunk->base;
  int64_t id = chunk->id;
  pool_give(&pool, chunk);
  chunk = pool_take(&pool, 16 << 10, 0);
  CHECK(chunk->base == base);
  CHECK_INT(id, chunk->id);
  CHECK_INT(0, chunk->used);
  pool_give(&pool, chunk);
  pool_release(&pool);
}

static void more_than_the_largest_chunk_is_refused(void) {
  struct pool pool = {0};
  CHECK(pool_take(&pool, ((size_t)1 << POOL_LARGEST) + 1, 0) == NULL);
}

static void free_memory_beyond_what_is_kept_goes_back_a_few_mebibytes_a_block(void) {
  struct pool pool = {0};
  struct chunk *chunk = pool_take(&pool, 64 << 20, 0);
  fill(chunk);
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  pool_give(&pool, chunk);
  pool_settle(&pool, 100);
  CHECK_INT((60 << 20) / page, resident_pages(chunk));
  for (int i = 0; i < 20; i++) {
    pool_settle(&pool, 100);
  }
  CHECK_INT((4 << 20) / page, resident_pages(chunk));
  CHECK_INT(4 << 20, pool.free_resident);
  pool_release(&pool);
  CHECK_INT(0, resident_pages(chunk));
}

static void twice_the_recent_peak_is_kept(void) {
  struct pool pool = {0};
  struct chunk *chunk = pool_take(&pool, 64 << 20, 0);
  fill(chunk);
  pool_give(&pool, chunk);
  pool_settle(&pool, 40 << 20);
  CHECK_INT(64 << 20, pool.free_resident);
  pool_release(&pool);
}

static void what_a_stream_leaves_serves_the_next_one(void) {
  struct pool first = {0};
  struct chunk *chunk = pool_take(&first, 32 << 20, 0);
  pool_give(&first, chunk);
  pool_release(&first);
  struct pool second = {0};
  CHECK(pool_take(&second, 32 << 20, 0) == chunk);
  pool_give(&second, chunk);
  pool_release(&second);
}

int main(void) {
  a_chunk_that_was_given_back_is_taken_again();
  more_than_the_largest_chunk_is_refused();
  free_memory_beyond_what_is_kept_goes_back_a_few_mebibytes_a_block();
  twice_the_recent_peak_is_kept();
  what_a_stream_leaves_serves_the_next_one();
  return 0;
}
