/*
 * A node that knows nothing but an installation: plays the trace `small` to the file service. In
 * the common part of C and C++, so that one text is the test of every way to link:
 *
 *     stream_small TRACE HOME
 *
 * With STREAM_SMALL_DLOPEN the library is opened at run time, by the path in ABCISTREAM_LIBRARY.
 */
#include <abcistream/abcistream.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef STREAM_SMALL_DLOPEN
#include <dlfcn.h>

/* The functions under their own names, as pointers. */
#define FUNCTIONS(XX) \
  XX(open)            \
  XX(close)           \
  XX(listen_begin_block) XX(listen_deliver_tx) XX(listen_end_block) XX(on_write) XX(listen_commit)
#define DECLARE(name) static __typeof__(&abcistream_##name) loaded_##name;
FUNCTIONS(DECLARE)
#define abcistream_open loaded_open
#define abcistream_close loaded_close
#define abcistream_listen_begin_block loaded_listen_begin_block
#define abcistream_listen_deliver_tx loaded_listen_deliver_tx
#define abcistream_listen_end_block loaded_listen_end_block
#define abcistream_on_write loaded_on_write
#define abcistream_listen_commit loaded_listen_commit

static void load_library(void) {
  void *library = dlopen(getenv("ABCISTREAM_LIBRARY"), RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    exit(1);
  }
#define LOAD(name)                                          \
  {                                                         \
    void *address = dlsym(library, "abcistream_" #name);    \
    memcpy(&loaded_##name, &address, sizeof loaded_##name); \
  }
  FUNCTIONS(LOAD)
}
#else
static void load_library(void) {}
#endif

static const char *const stores[] = {
    "acc",          "authz",    "bank",     "capability", "consensus", "crisis",
    "distribution", "evidence", "feegrant", "gov",        "group",     "mint",
    "nft",          "params",   "slashing", "staking",    "upgrade"};
static const char config[] =
    "store.streamers = ['file']\n"
    "[streamers.file]\n"
    "keys = ['*']\n"
    "write_dir = 'streamed'\n"
    "output-metadata = true\n"
    "stop-node-on-error = true\n";

static const uint8_t *at;
static const uint8_t *end;
static abcistream *stream;
static abcistream_error error;

static void check(abcistream_status status) {
  if (status != ABCISTREAM_OK) {
    fprintf(stderr, "status %d: %s\n", (int)status, error.message);
    exit(1);
  }
}

static uint64_t number(int bytes) {
  uint64_t value = 0;
  for (int i = 0; i < bytes; i++) {
    value |= (uint64_t)*at++ << (8 * i);
  }
  return value;
}

static abcistream_bytes blob(void) {
  abcistream_bytes bytes;
  bytes.size = (size_t)number(4);
  bytes.data = at;
  at += bytes.size;
  return bytes;
}

static uint32_t store_index(abcistream_bytes name) {
  for (uint32_t i = 0; i < sizeof stores / sizeof *stores; i++) {
    if (strlen(stores[i]) == name.size && memcmp(stores[i], name.data, name.size) == 0) {
      return i;
    }
  }
  fprintf(stderr, "the trace has a store that the node has not\n");
  exit(1);
}

static void play_write(void) {
  bool is_delete = number(1) != 0;
  uint32_t store = store_index(blob());
  abcistream_bytes key = blob();
  abcistream_bytes value = blob();
  check(abcistream_on_write(stream, store, key, value, is_delete, &error));
}

static void play_commit(void) {
  static const abcistream_bytes no_hash = {NULL, 0};
  int64_t height = (int64_t)number(8);
  check(abcistream_listen_commit(stream, height, no_hash, blob(), &error));
}

static void play_record(void) {
  uint64_t kind = number(1);
  if (kind == 5) {
    play_write();
    return;
  }
  if (kind == 4) {
    play_commit();
    return;
  }
  abcistream_bytes request = blob();
  abcistream_bytes response = blob();
  if (kind == 1) {
    check(abcistream_listen_begin_block(stream, request, response, &error));
  } else if (kind == 2) {
    check(abcistream_listen_deliver_tx(stream, request, response, &error));
  } else {
    check(abcistream_listen_end_block(stream, request, response, &error));
  }
}

static void read_trace(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    perror(path);
    exit(1);
  }
  static uint8_t trace[1 << 20];
  at = trace;
  end = trace + fread(trace, 1, sizeof trace, file);
  fclose(file);
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: stream_small TRACE HOME\n");
    return 2;
  }
  load_library();
  read_trace(argv[1]);
  abcistream_options options;
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  options.home = argv[2];
  options.config = config;
  options.stores = stores;
  options.store_count = sizeof stores / sizeof *stores;
  check(abcistream_open(&stream, &options, &error));
  while (at < end) {
    play_record();
  }
  check(abcistream_close(stream, &error));
  return 0;
}
