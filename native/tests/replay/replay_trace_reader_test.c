/* What the reader of traces hands out of a good trace, and what it says about each broken one. */
#include <unistd.h>
#include <zlib.h>

#include "tests/check.h"
#include "tests/replay/trace_builder.h"

static struct trace_builder two_blocks(void) {
  struct trace_builder builder = {0};
  build_messages(&builder, TRACE_BEGIN_BLOCK, "bq", "br");
  build_messages(&builder, TRACE_DELIVER_TX, "dq", "");
  build_messages(&builder, TRACE_END_BLOCK, "", "er");
  build_write(&builder, "bank", "key", "", false);
  build_write(&builder, "gov", "old", "", true);
  build_commit(&builder, 7, "c7");
  build_messages(&builder, TRACE_FINALIZE_BLOCK, "fq", "fr");
  build_write(&builder, "bank", "key", "value", false);
  build_commit(&builder, 9, "");
  return builder;
}

static bool same(const char *text, abcistream_bytes bytes) {
  return strlen(text) == bytes.size && memcmp(text, bytes.data, bytes.size) == 0;
}

static struct trace_record next(struct trace_reader *reader, enum trace_kind kind) {
  struct trace_record record;
  CHECK(trace_next(reader, &record));
  CHECK_INT(kind, record.kind);
  return record;
}

static void check_two_blocks(struct trace_reader *reader) {
  struct trace_record record = next(reader, TRACE_BEGIN_BLOCK);
  CHECK(same("bq", record.request) && same("br", record.response));
  record = next(reader, TRACE_DELIVER_TX);
  CHECK(same("dq", record.request) && same("", record.response));
  record = next(reader, TRACE_END_BLOCK);
  CHECK(same("", record.request) && same("er", record.response));
  record = next(reader, TRACE_WRITE);
  CHECK(same("bank", record.store) && same("key", record.key) && same("", record.value));
  CHECK(!record.is_delete);
  record = next(reader, TRACE_WRITE);
  CHECK(same("gov", record.store) && same("old", record.key) && same("", record.value));
  CHECK(record.is_delete);
  record = next(reader, TRACE_COMMIT);
  CHECK(record.height == 7 && same("c7", record.response));
  record = next(reader, TRACE_FINALIZE_BLOCK);
  CHECK(same("fq", record.request) && same("fr", record.response));
  record = next(reader, TRACE_WRITE);
  CHECK(same("bank", record.store) && same("key", record.key) && same("value", record.value));
  record = next(reader, TRACE_COMMIT);
  CHECK(record.height == 9 && same("", record.response));
  CHECK(!trace_next(reader, &record));
}

static void every_kind_is_read_again_after_a_rewind(void) {
  struct trace_builder builder = two_blocks();
  struct trace_reader reader;
  struct input_error error;
  CHECK(trace_open(&reader, build_file(&builder), &error));
  CHECK_INT(2, reader.block_count);
  CHECK_INT(7, reader.first_height);
  CHECK_INT(9, reader.last_height);
  check_two_blocks(&reader);
  trace_rewind(&reader);
  check_two_blocks(&reader);
  trace_close(&reader);
}

/* Packs a trace as gzip into the temporary file and returns how long that is. */
static size_t pack(struct trace_builder *builder, uint8_t *packed, size_t capacity) {
  z_stream stream = {0};
  const int gzip_window = 15 + 16;
  CHECK_INT(Z_OK, deflateInit2(&stream, 9, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY));
  stream.next_in = builder->bytes;
  stream.avail_in = (unsigned)builder->size;
  stream.next_out = packed;
  stream.avail_out = (unsigned)capacity;
  CHECK_INT(Z_STREAM_END, deflate(&stream, Z_FINISH));
  size_t size = stream.total_out;
  CHECK_INT(Z_OK, deflateEnd(&stream));
  return size;
}

static void a_gzip_trace_reads_like_a_plain_one(void) {
  struct trace_builder builder = two_blocks();
  uint8_t packed[sizeof builder.bytes];
  size_t size = pack(&builder, packed, sizeof packed);
  struct trace_reader reader;
  struct input_error error;
  CHECK(trace_open(&reader, temporary_file(packed, size), &error));
  check_two_blocks(&reader);
  trace_close(&reader);
}

/* Checks that the file is refused, named, and that the fault is described so. */
static void check_refused(const char *path, const char *fault) {
  struct trace_reader reader;
  struct input_error error = {""};
  CHECK(!trace_open(&reader, path, &error));
  CHECK_CONTAINS(error.message, path);
  CHECK_CONTAINS(error.message, fault);
}

static void a_gzip_trace_that_is_cut_anywhere_is_refused(void) {
  struct trace_builder builder = two_blocks();
  uint8_t packed[sizeof builder.bytes];
  size_t size = pack(&builder, packed, sizeof packed);
  for (size_t cut = 1; cut < size; cut++) {
    check_refused(temporary_file(packed, cut), "");
  }
  check_refused(temporary_file(packed, size - 9), "cannot be read");
}

static void a_trace_that_is_cut_within_a_block_is_refused(void) {
  struct trace_builder first = {0};
  struct trace_builder whole = two_blocks();
  build_messages(&first, TRACE_BEGIN_BLOCK, "bq", "br");
  build_messages(&first, TRACE_DELIVER_TX, "dq", "");
  build_messages(&first, TRACE_END_BLOCK, "", "er");
  build_write(&first, "bank", "key", "", false);
  build_write(&first, "gov", "old", "", true);
  build_commit(&first, 7, "c7");
  for (size_t cut = 1; cut < whole.size; cut++) {
    if (cut != first.size) {
      check_refused(temporary_file(whole.bytes, cut), ": the trace is cut off: ");
    }
  }
  struct trace_reader reader;
  struct input_error error;
  CHECK(trace_open(&reader, temporary_file(whole.bytes, first.size), &error));
  CHECK_INT(1, reader.block_count);
  trace_close(&reader);
}

static void an_empty_trace_is_refused(void) {
  check_refused(temporary_file("", 0), "the trace is empty");
}

static void a_trace_that_cannot_be_opened_is_refused_with_the_reason(void) {
  check_refused("no-such-folder/trace.bin", "cannot be opened: No such file or directory");
  check_refused("/", "Is a directory");
}

static void an_unknown_kind_is_refused_at_its_byte(void) {
  const unsigned kinds[] = {0, 7, 8, 0x1f, 0xff};
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    struct trace_builder builder = two_blocks();
    char fault[64];
    snprintf(fault, sizeof fault, ": byte %zu: unknown kind of record %u", builder.size, kinds[i]);
    build_integer(&builder, kinds[i], 1);
    check_refused(build_file(&builder), fault);
  }
}

static void a_length_beyond_the_file_is_refused(void) {
  struct trace_builder builder = {0};
  build_integer(&builder, TRACE_BEGIN_BLOCK, 1);
  build_blob(&builder, "request");
  build_integer(&builder, 1000, 4);
  build_integer(&builder, 0, 8);
  check_refused(build_file(&builder),
                ": byte 16: the trace is cut off: the response takes 1000 bytes, 8 are left");
}

static void an_absurd_length_is_refused_as_damage(void) {
  struct trace_builder builder = {0};
  build_integer(&builder, TRACE_BEGIN_BLOCK, 1);
  build_integer(&builder, UINT32_MAX, 4);
  build_integer(&builder, 0, 8);
  check_refused(build_file(&builder), ": byte 1: the request cannot have 4294967295 bytes");
}

static bool may_follow(unsigned kind, unsigned previous) {
  switch (previous) {
    case 0:
    case TRACE_COMMIT:
      return kind == TRACE_BEGIN_BLOCK || kind == TRACE_FINALIZE_BLOCK;
    case TRACE_BEGIN_BLOCK:
    case TRACE_DELIVER_TX:
      return kind == TRACE_DELIVER_TX || kind == TRACE_END_BLOCK;
    default:
      return kind == TRACE_WRITE || kind == TRACE_COMMIT;
  }
}

/* Good records that end with one of this kind. */
static struct trace_builder up_to(unsigned kind) {
  struct trace_builder builder = {0};
  if (kind == 0 || kind == TRACE_FINALIZE_BLOCK || kind == TRACE_BEGIN_BLOCK) {
    if (kind != 0) {
      build_any(&builder, kind, 0);
    }
    return builder;
  }
  build_any(&builder, TRACE_BEGIN_BLOCK, 0);
  if (kind != TRACE_DELIVER_TX) {
    build_any(&builder, TRACE_END_BLOCK, 0);
  }
  if (kind != TRACE_END_BLOCK) {
    build_any(&builder, kind, 1);
  }
  return builder;
}

static void records_out_of_order_are_refused_at_their_byte(void) {
  for (unsigned previous = 0; previous <= TRACE_FINALIZE_BLOCK; previous++) {
    for (unsigned kind = 1; kind <= TRACE_FINALIZE_BLOCK; kind++) {
      if (may_follow(kind, previous)) {
        continue;
      }
      struct trace_builder builder = up_to(previous);
      char fault[128];
      snprintf(fault, sizeof fault, ": byte %zu: %s cannot come after %s", builder.size,
               trace_kind_name(kind), trace_kind_name(previous));
      build_any(&builder, kind, 2);
      check_refused(build_file(&builder), fault);
    }
  }
}

static void check_height_refused(uint64_t height) {
  struct trace_builder builder = two_blocks();
  build_messages(&builder, TRACE_FINALIZE_BLOCK, "", "");
  build_commit(&builder, height, "");
  char fault[64];
  snprintf(fault, sizeof fault, "the height %" PRIu64 " is not between 10", height);
  check_refused(build_file(&builder), fault);
}

static void a_height_that_does_not_rise_is_refused(void) {
  check_height_refused(0);
  check_height_refused(8);
  check_height_refused(9);
  check_height_refused((uint64_t)TRACE_MAX_HEIGHT + 1);
  check_height_refused(UINT64_MAX);
}

static void check_write_refused(uint64_t is_delete, const char *store, const char *key,
                                const char *fault) {
  struct trace_builder builder = {0};
  build_messages(&builder, TRACE_FINALIZE_BLOCK, "", "");
  build_integer(&builder, TRACE_WRITE, 1);
  build_integer(&builder, is_delete, 1);
  build_blob(&builder, store);
  build_blob(&builder, key);
  build_blob(&builder, "value");
  build_commit(&builder, 1, "");
  check_refused(build_file(&builder), fault);
}

static void a_write_that_no_store_can_have_made_is_refused(void) {
  check_write_refused(2, "bank", "key", ": byte 10: the delete flag of a write is neither 0 nor 1");
  check_write_refused(0, "", "key", ": byte 10: the store's name of a write is empty");
  check_write_refused(0, "bank", "", ": byte 10: the key of a write is empty");
}

int main(void) {
  every_kind_is_read_again_after_a_rewind();
  a_gzip_trace_reads_like_a_plain_one();
  a_gzip_trace_that_is_cut_anywhere_is_refused();
  a_trace_that_is_cut_within_a_block_is_refused();
  an_empty_trace_is_refused();
  a_trace_that_cannot_be_opened_is_refused_with_the_reason();
  an_unknown_kind_is_refused_at_its_byte();
  a_length_beyond_the_file_is_refused();
  an_absurd_length_is_refused_as_damage();
  records_out_of_order_are_refused_at_their_byte();
  a_height_that_does_not_rise_is_refused();
  a_write_that_no_store_can_have_made_is_refused();
  return 0;
}
