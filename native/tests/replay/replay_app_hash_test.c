/* The app hash is found in the responses of both generations, and only there. */
#include "examples/app_hash.h"

#include "tests/check.h"

#define BYTES(text) ((abcistream_bytes){(const uint8_t *)(text), sizeof(text) - 1})

static bool is(const char *text, abcistream_bytes bytes) {
  return strlen(text) == bytes.size &&
         (bytes.size == 0 || memcmp(text, bytes.data, bytes.size) == 0);
}

static void a_commit_has_it_in_field_2(void) {
  CHECK(is("abc", app_hash_of_commit(BYTES("\x12\x03"
                                           "abc"))));
  CHECK(is("abc", app_hash_of_commit(BYTES("\x12\x03"
                                           "abc\x18\x05"))));
  CHECK(is("", app_hash_of_commit(BYTES("\x18\x05"))));
  CHECK(is("", app_hash_of_commit(BYTES(""))));
}

static void a_finalize_block_has_it_in_field_5(void) {
  CHECK(is("hash", app_hash_of_finalize_block(BYTES("\x0a\x02xx\x12\x01y\x2a\x04hash"))));
  CHECK(is("", app_hash_of_finalize_block(BYTES("\x12\x01y"))));
}

static void fields_of_every_wire_type_are_stepped_over(void) {
  CHECK(is("h", app_hash_of_commit(BYTES("\x08\xff\x01"
                                         "\x19"
                                         "12345678"
                                         "\x25"
                                         "1234"
                                         "\x12\x01h"))));
}

static void the_last_of_several_counts(void) {
  CHECK(is("2", app_hash_of_commit(BYTES("\x12\x01"
                                         "1\x12\x01"
                                         "2"))));
}

static void a_field_of_another_wire_type_is_not_it(void) {
  CHECK(is("", app_hash_of_commit(BYTES("\x10\x07"))));
}

static void a_malformed_message_has_none(void) {
  CHECK(is("", app_hash_of_commit(BYTES("\x12\x01h\x12"))));
  CHECK(is("", app_hash_of_commit(BYTES("\x12\x01h\x12\x7fx"))));
  CHECK(is("", app_hash_of_commit(BYTES("\x12\x01h\x0b"))));
  CHECK(is("", app_hash_of_commit(BYTES("\x12\x01h\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"))));
  CHECK(is("", app_hash_of_commit(BYTES("\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"))));
}

int main(void) {
  a_commit_has_it_in_field_2();
  a_finalize_block_has_it_in_field_5();
  fields_of_every_wire_type_are_stepped_over();
  the_last_of_several_counts();
  a_field_of_another_wire_type_is_not_it();
  a_malformed_message_has_none();
  return 0;
}
