#include "tests/limits/limits_node.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SLACK (8 * MEBIBYTE)
#define HEADER_SIZE 8

/* A round of small blocks, and how many rounds an old peak may take to be forgotten. */
enum { ROUND = 100, MOST_ROUNDS = 12 };

const char limits_one_service[] =
    "store.streamers = ['file']\n"
    "[streamers.file]\n"
    "keys = ['*']\n"
    "write_dir = 'streamed'\n"
    "output-metadata = false\n"
    "stop-node-on-error = true\n"
    "timeout = '100s'\n";

struct limits_node node;
static abcistream_error error;
static const abcistream_bytes nothing = {NULL, 0};

static void check_ok(abcistream_status status) {
  CHECK_STR("", status == ABCISTREAM_OK ? "" : error.message);
  CHECK_INT(ABCISTREAM_OK, status);
}

int limits_main(int argc, char **argv, const struct limits_scenario *scenarios, size_t count) {
  CHECK_INT(3, argc);
  node.home = argv[2];
  for (size_t i = 0; i < count; i++) {
    if (strcmp(argv[1], scenarios[i].name) == 0) {
      scenarios[i].run();
      return 0;
    }
  }
  fprintf(stderr, "there is no scenario \"%s\"\n", argv[1]);
  return 2;
}

void limits_open(const char *config, const char *const *stores, size_t store_count) {
  /* The JVM's compiler keeps memory that it has once taken. In the foreground it takes it after the
   * same number of blocks in every run, before anything is measured. */
  static const char *const jvm_options[] = {"-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch",
                                            "-XX:-BackgroundCompilation"};
  const abcistream_options options = {.struct_size = sizeof options,
                                      .home = node.home,
                                      .config = config,
                                      .stores = stores,
                                      .store_count = store_count,
                                      .jvm_options = jvm_options,
                                      .jvm_option_count = sizeof jvm_options / sizeof *jvm_options};
  check_ok(abcistream_open(&node.stream, &options, &error));
}

void limits_close(void) { check_ok(abcistream_close(node.stream, &error)); }

abcistream_bytes limits_text(const char *string) {
  return (abcistream_bytes){(const uint8_t *)string, strlen(string)};
}

void limits_write(uint32_t store, abcistream_bytes key, abcistream_bytes value, bool is_delete) {
  check_ok(abcistream_on_write(node.stream, store, key, value, is_delete, &error));
}

void limits_commit(void) {
  check_ok(abcistream_listen_finalize_block(node.stream, nothing, nothing, &error));
  check_ok(abcistream_listen_commit(node.stream, ++node.height, nothing, nothing, &error));
}

/* ---- Memory ---- */

size_t limits_resident(void) {
  size_t pages[2];
  FILE *file = fopen("/proc/self/statm", "re");
  CHECK(file != NULL);
  CHECK_INT(2, fscanf(file, "%zu %zu", &pages[0], &pages[1]));
  fclose(file);
  return pages[1] * (size_t)sysconf(_SC_PAGESIZE);
}

void limits_blocks(int count, int pairs, abcistream_bytes value) {
  for (int i = 0; i < count; i++) {
    struct limits_file file;
    for (int k = 0; k < pairs; k++) {
      limits_write(0, limits_text("key"), value, false);
    }
    limits_commit();
    limits_file_open(&file, "streamed", node.height);
    file.position = file.size;
    limits_file_end(&file);
  }
}

void limits_check_memory_goes_back(size_t before) {
  size_t peak = limits_resident();
  size_t after = peak;
  int rounds = 0;
  for (; rounds < MOST_ROUNDS && after > before + SLACK; rounds++) {
    limits_blocks(ROUND, 1, limits_text("value"));
    after = limits_resident();
  }
  printf("resident: %zu MiB before, %zu MiB at the peak, %zu MiB after %d small blocks\n",
         before / MEBIBYTE, peak / MEBIBYTE, after / MEBIBYTE, rounds * ROUND);
  CHECK(after <= before + SLACK);
}

/* ---- What a service has written ---- */

static void map_file(struct limits_file *file) {
  int descriptor = open(file->path, O_RDONLY | O_CLOEXEC);
  struct stat status;
  CHECK(descriptor >= 0);
  CHECK_INT(0, fstat(descriptor, &status));
  file->size = (size_t)status.st_size;
  file->data = mmap(NULL, file->size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  CHECK(file->data != MAP_FAILED);
  close(descriptor);
}

void limits_file_open(struct limits_file *file, const char *folder, int64_t height) {
  *file = (struct limits_file){.position = HEADER_SIZE};
  CHECK(asprintf(&file->path, "%s/%s/block-%" PRId64 "-data", node.home, folder, height) > 0);
  map_file(file);
  CHECK(file->size >= HEADER_SIZE);
  uint64_t payload = 0;
  for (int i = 0; i < HEADER_SIZE; i++) {
    payload = payload << 8 | file->data[i];
  }
  CHECK_INT(file->size - HEADER_SIZE, payload);
}

void limits_file_expect(struct limits_file *file, abcistream_bytes bytes) {
  CHECK(bytes.size <= file->size - file->position);
  CHECK_INT(0, memcmp(file->data + file->position, bytes.data, bytes.size));
  file->position += bytes.size;
}

void limits_file_expect_pair(struct limits_file *file, const char *store, abcistream_bytes key,
                             abcistream_bytes value, bool is_delete) {
  struct expected_bytes pair = {0};
  expected_pair(&pair, store, key, value, is_delete);
  limits_file_expect(file, (abcistream_bytes){pair.data, pair.size});
  expected_free(&pair);
}

void limits_file_end(struct limits_file *file) {
  CHECK_INT(file->size, file->position);
  CHECK_INT(0, munmap(file->data, file->size));
  CHECK_INT(0, unlink(file->path));
  free(file->path);
}
