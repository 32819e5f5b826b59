/*
 * A hundred thousand small blocks: what a node takes after the first of them is what it takes for
 * good. Files are removed soon after they are written, as consumers do it.
 */
#include <unistd.h>

#include "tests/limits/limits_node.h"

enum { BLOCKS = 100000, SETTLED = BLOCKS / 5, PAIRS = 10 };

/* More than an asynchronous service may lag, which is as many blocks as the ring has. */
enum { KEPT = 100 };

#define SLACK (8 * MEBIBYTE)

static void write_block(int64_t height) {
  uint8_t bytes[80];
  memset(bytes, (int)height, sizeof bytes);
  for (uint8_t i = 0; i < PAIRS; i++) {
    bytes[0] = i;
    const abcistream_bytes key = {bytes, 20};
    const abcistream_bytes value = {bytes, sizeof bytes};
    limits_write(i % 2, key, value, i == PAIRS - 1);
  }
  limits_commit();
}

static void remove_file(int64_t height) {
  char *path = NULL;
  CHECK(asprintf(&path, "%s/streamed/block-%" PRId64 "-data", node.home, height) > 0);
  CHECK_INT(0, unlink(path));
  free(path);
}

static void soak(const char *delivery) {
  static const char *const stores[] = {"bank", "staking"};
  char config[1024];
  snprintf(config, sizeof config, "%sdelivery = '%s'\n", limits_one_service, delivery);
  limits_open(config, stores, sizeof stores / sizeof *stores);
  size_t settled = 0;
  for (int64_t height = 1; height <= BLOCKS; height++) {
    write_block(height);
    if (height > KEPT) {
      remove_file(height - KEPT);
    }
    if (height == SETTLED) {
      settled = limits_resident();
    }
  }
  size_t end = limits_resident();
  limits_close();
  printf("resident: %zu MiB after %d blocks, %zu MiB after %d\n", settled / MEBIBYTE, SETTLED,
         end / MEBIBYTE, BLOCKS);
  CHECK(end <= settled + SLACK);
}

static void memory_does_not_grow_while_commits_wait(void) { soak("sync"); }

static void memory_does_not_grow_while_commits_go_on(void) { soak("async"); }

int main(int argc, char **argv) {
  static const struct limits_scenario scenarios[] = {
      {"soak_sync", memory_does_not_grow_while_commits_wait},
      {"soak_async", memory_does_not_grow_while_commits_go_on}};
  return limits_main(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
