/*
 * Very large values and blocks come out whole, and the memory that they took goes back.
 */
#include "tests/limits/limits_node.h"

static const char *const stores[] = {"bank"};

/* Blocks before the first measurement, so that the JVM has compiled what it will compile. The large
 * ones come first, since the pool forgets them over the small ones. */
enum { LARGE_WARM_UP = 30, SMALL_WARM_UP = 20000 };

/* Bytes that differ along the way, so that no two pieces of them look the same. */
static uint8_t *make_content(size_t size) {
  uint64_t *words = malloc(size);
  CHECK(words != NULL);
  uint64_t state = 1;
  for (size_t i = 0; i < size / sizeof *words; i++) {
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    words[i] = state ^ state >> 32;
  }
  return (uint8_t *)words;
}

static size_t open_and_measure(void) {
  limits_open(limits_one_service, stores, 1);
  uint8_t *content = make_content(MEBIBYTE);
  limits_blocks(LARGE_WARM_UP, 32, (abcistream_bytes){content, MEBIBYTE});
  free(content);
  limits_blocks(SMALL_WARM_UP, 1, limits_text("value"));
  return limits_resident();
}

/* ---- One value of 512 MiB ---- */

/* In three pieces, for a second copy of the value would be one too many. */
static void expect_large_pair(struct limits_file *file, abcistream_bytes value) {
  struct expected_bytes body = {0};
  expected_field(&body, 1, limits_text(stores[0]));
  expected_field(&body, 3, limits_text("key"));
  expected_varint(&body, 4 * 8 + 2);
  expected_varint(&body, value.size);
  struct expected_bytes length = {0};
  expected_varint(&length, body.size + value.size);
  limits_file_expect(file, (abcistream_bytes){length.data, length.size});
  limits_file_expect(file, (abcistream_bytes){body.data, body.size});
  limits_file_expect(file, value);
  expected_free(&length);
  expected_free(&body);
}

static void one_value_may_have_512_mebibytes(void) {
  size_t before = open_and_measure();
  const size_t size = 512 * MEBIBYTE;
  uint8_t *content = make_content(size);
  const abcistream_bytes value = {content, size};
  limits_write(0, limits_text("key"), value, false);
  limits_commit();
  struct limits_file file;
  limits_file_open(&file, "streamed", node.height);
  expect_large_pair(&file, value);
  limits_file_end(&file);
  free(content);
  limits_check_memory_goes_back(before);
  limits_close();
}

/* ---- Many pairs ---- */

/* The pair of a number: its key says it, its value is a piece of the content; some are deletes. */
struct numbered_pair {
  uint8_t key[8];
  abcistream_bytes value;
  bool is_delete;
};

static void make_pair(struct numbered_pair *pair, const uint8_t *content, size_t value_size,
                      uint64_t number) {
  for (int i = 0; i < 8; i++) {
    pair->key[i] = (uint8_t)(number >> (56 - 8 * i));
  }
  pair->is_delete = number % 10 == 9;
  pair->value = (abcistream_bytes){content + number % 4096, pair->is_delete ? 0 : value_size};
}

static void stream_pairs(uint64_t count, size_t value_size) {
  size_t before = open_and_measure();
  uint8_t *content = make_content(4096 + value_size + sizeof(uint64_t));
  struct numbered_pair pair;
  const abcistream_bytes key = {pair.key, sizeof pair.key};
  for (uint64_t i = 0; i < count; i++) {
    make_pair(&pair, content, value_size, i);
    limits_write(0, key, pair.value, pair.is_delete);
  }
  limits_commit();
  struct limits_file file;
  limits_file_open(&file, "streamed", node.height);
  for (uint64_t i = 0; i < count; i++) {
    make_pair(&pair, content, value_size, i);
    limits_file_expect_pair(&file, stores[0], key, pair.value, pair.is_delete);
  }
  printf("a block of %" PRIu64 " pairs and %zu MiB\n", count, file.size / MEBIBYTE);
  limits_file_end(&file);
  free(content);
  limits_check_memory_goes_back(before);
  limits_close();
}

static void a_block_may_have_a_million_pairs(void) { stream_pairs(1000000, 30); }

static void a_block_may_have_a_gibibyte(void) { stream_pairs(300000, 4000); }

int main(int argc, char **argv) {
  static const struct limits_scenario scenarios[] = {
      {"value_of_512_mebibytes", one_value_may_have_512_mebibytes},
      {"million_pairs", a_block_may_have_a_million_pairs},
      {"block_of_a_gibibyte", a_block_may_have_a_gibibyte}};
  return limits_main(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
