/*
 * Any file is either refused with a sentence or read to its end, twice with the same result, and
 * has as many commits as the reader has counted when it was opened.
 */
#include <sys/mman.h>
#include <unistd.h>

#include "examples/trace_reader.h"
#include "fuzz/fuzz_input.h"
#include "tests/check.h"

/* The one file of the process, in memory alone; returns its path. */
static const char *file_with(const uint8_t *data, size_t size) {
  static char path[64];
  static int descriptor = -1;
  if (descriptor < 0) {
    descriptor = memfd_create("trace", MFD_CLOEXEC);
    CHECK(descriptor >= 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
  }
  CHECK_INT(0, ftruncate(descriptor, 0));
  CHECK_INT(size, pwrite(descriptor, data, size, 0));
  return path;
}

static uint64_t count_commits(struct trace_reader *reader) {
  uint64_t commits = 0;
  struct trace_record record;
  while (trace_next(reader, &record)) {
    if (record.kind == TRACE_COMMIT) {
      CHECK(record.height >= reader->first_height && record.height <= reader->last_height);
      commits++;
    }
  }
  CHECK_INT(reader->size, reader->position);
  return commits;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct trace_reader reader;
  struct input_error error = {.message = ""};
  if (!trace_open(&reader, file_with(data, size), &error)) {
    CHECK(error.message[0] != '\0');
    CHECK(reader.data == NULL);
    return 0;
  }
  CHECK_INT(reader.block_count, count_commits(&reader));
  trace_rewind(&reader);
  CHECK_INT(reader.block_count, count_commits(&reader));
  trace_close(&reader);
  return 0;
}
