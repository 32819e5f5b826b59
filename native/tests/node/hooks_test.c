/*
 * The hooks without a JVM: their order, what they refuse and with which sentence, and that a
 * refused hook leaves the block as it was. A service that takes every block at once stands in for
 * Java.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "node/stream.h"
#include "tests/check.h"

static abcistream stream;
static abcistream_error error;
static const abcistream_bytes NOTHING = {NULL, 0};
static const abcistream_bytes NULL_BYTES = {NULL, 5};

enum { BANK, GOV, UNWANTED, STORE_COUNT };

static abcistream_bytes text(const char *string) {
  return (abcistream_bytes){(const uint8_t *)string, strlen(string)};
}

static void start(void) {
  static const char *const names[] = {"bank", "gov", "unwanted"};
  stream = (abcistream){.guest = guest_create("test", STORE_COUNT), .pid = getpid()};
  CHECK(block_init(&stream.block, STORE_COUNT));
  for (size_t i = 0; i < STORE_COUNT; i++) {
    CHECK(block_bind_store(&stream.block, i, i, names[i], i != UNWANTED));
  }
  const struct ring_policy policy = {.name = "file",
                                     .last_height = -1,
                                     .timeout_ns = -1,
                                     .queue_blocks = 64,
                                     .queue_bytes = 1 << 20,
                                     .flags = ABCISTREAM_SERVICE_ASYNC};
  CHECK_INT(0, ring_add_service(stream.guest->ring, &policy));
}

static void stop(void) {
  ring_left(stream.guest->ring, 0);
  block_reclaim(&stream.block, stream.guest->ring);
  block_destroy(&stream.block);
  guest_retire(stream.guest, true);
}

static abcistream_status begin_block(void) {
  return abcistream_listen_begin_block(&stream, text("q"), text("s"), &error);
}

static abcistream_status deliver_tx(void) {
  return abcistream_listen_deliver_tx(&stream, text("q"), text("s"), &error);
}

static abcistream_status end_block(void) {
  return abcistream_listen_end_block(&stream, text("q"), text("s"), &error);
}

static abcistream_status finalize_block(void) {
  return abcistream_listen_finalize_block(&stream, text("q"), text("s"), &error);
}

static abcistream_status write_to(uint32_t store) {
  return abcistream_on_write(&stream, store, text("k"), text("v"), false, &error);
}

static abcistream_status commit(int64_t height) {
  return abcistream_listen_commit(&stream, height, NOTHING, NOTHING, &error);
}

#define CHECK_OK(call) CHECK_INT(ABCISTREAM_OK, call)

#define CHECK_REFUSED(expected_status, sentence, call) \
  do {                                                 \
    CHECK_INT(expected_status, call);                  \
    CHECK_INT(expected_status, error.status);          \
    CHECK_STR(sentence, error.message);                \
  } while (0)

/* The next block as its service sees it; only until the next call. */
static const abcistream_block *published(void) {
  const abcistream_block *block = NULL;
  int64_t dropped = 0;
  CHECK_INT(ABCISTREAM_OK, ring_next(&block, &dropped, stream.guest->ring, 0, 0));
  CHECK_INT(ABCISTREAM_OK, ring_done(stream.guest->ring, 0, block->height, ABCISTREAM_OK, NULL));
  return block;
}

static void both_generations_make_a_block(void) {
  start();
  CHECK_OK(begin_block());
  CHECK_OK(deliver_tx());
  CHECK_OK(deliver_tx());
  CHECK_OK(end_block());
  CHECK_OK(write_to(BANK));
  CHECK_OK(commit(1));
  const abcistream_block *block = published();
  CHECK_INT(1, block->height);
  CHECK_INT(1, block->segments[BANK].pairs);
  CHECK_INT(28, block->segments[STORE_COUNT].bytes);
  CHECK_INT(0, block->segments[STORE_COUNT + 2].bytes);
  CHECK_OK(finalize_block());
  CHECK_OK(commit(2));
  block = published();
  CHECK_INT(0, block->segments[STORE_COUNT].bytes);
  CHECK_INT(2, block->segments[STORE_COUNT + 1].bytes);
  CHECK_INT(6, block->segments[STORE_COUNT + 2].bytes);
  stop();
}

static void hooks_out_of_order_are_refused_by_name(void) {
  start();
  CHECK_REFUSED(ABCISTREAM_OUT_OF_ORDER,
                "listen_deliver_tx is out of order: no block has been begun; it must come after "
                "listen_begin_block and before listen_end_block",
                deliver_tx());
  CHECK_REFUSED(ABCISTREAM_OUT_OF_ORDER,
                "listen_end_block is out of order: no block has been begun; it must come once, "
                "after listen_begin_block",
                end_block());
  CHECK_REFUSED(ABCISTREAM_OUT_OF_ORDER,
                "listen_commit is out of order: no block has been begun; it must come once, after "
                "listen_end_block or listen_finalize_block",
                commit(1));
  CHECK_OK(begin_block());
  CHECK_INT(ABCISTREAM_OUT_OF_ORDER, commit(1));
  CHECK_OK(end_block());
  CHECK_INT(ABCISTREAM_OUT_OF_ORDER, end_block());
  CHECK_INT(ABCISTREAM_OUT_OF_ORDER, deliver_tx());
  CHECK_OK(commit(1));
  CHECK_INT(ABCISTREAM_OUT_OF_ORDER, commit(1));
  CHECK_OK(finalize_block());
  CHECK_INT(ABCISTREAM_OUT_OF_ORDER, deliver_tx());
  CHECK_INT(ABCISTREAM_OUT_OF_ORDER, end_block());
  stop();
}

static void a_block_that_is_begun_again_is_gathered_anew(void) {
  start();
  CHECK_OK(begin_block());
  CHECK_OK(deliver_tx());
  CHECK_OK(end_block());
  CHECK_OK(write_to(BANK));
  CHECK_OK(begin_block());
  CHECK_OK(end_block());
  CHECK_OK(commit(1));
  const abcistream_block *block = published();
  CHECK_INT(0, block->segments[BANK].pairs);
  CHECK_INT(12, block->segments[STORE_COUNT].bytes);
  stop();
}

static void writes_from_before_the_first_begin_are_not_dropped_unasked(void) {
  start();
  CHECK_OK(write_to(BANK));
  CHECK_OK(finalize_block());
  CHECK_OK(write_to(BANK));
  CHECK_REFUSED(ABCISTREAM_OUT_OF_ORDER,
                "listen_finalize_block is out of order: the block has been finalized, and writes "
                "had come before that, which could belong to either block; call "
                "abcistream_abandon_block before a block is repeated",
                finalize_block());
  CHECK_OK(commit(1));
  CHECK_INT(2, published()->segments[BANK].pairs);
  CHECK_OK(write_to(BANK));
  CHECK_OK(finalize_block());
  CHECK_OK(abcistream_abandon_block(&stream, &error));
  CHECK_OK(finalize_block());
  CHECK_OK(commit(2));
  CHECK_INT(0, published()->segments[BANK].pairs);
  stop();
}

static void a_height_that_goes_back_is_refused_and_the_block_stays(void) {
  start();
  CHECK_OK(finalize_block());
  CHECK_INT(ABCISTREAM_HEIGHT, commit(0));
  CHECK_OK(commit(10000000));
  published();
  CHECK_OK(finalize_block());
  CHECK_OK(write_to(GOV));
  CHECK_REFUSED(ABCISTREAM_HEIGHT,
                "listen_commit: height 9999999 does not follow height 10000000, which was "
                "committed before; a chain that goes back needs a new stream",
                commit(9999999));
  CHECK_INT(ABCISTREAM_HEIGHT, commit(10000000));
  CHECK_OK(commit(10000001));
  CHECK_INT(1, published()->segments[GOV].pairs);
  stop();
}

static void null_and_empty_arguments_are_refused_by_name(void) {
  start();
  CHECK_REFUSED(ABCISTREAM_INVALID_ARGUMENT,
                "listen_begin_block: the stream is NULL; pass what abcistream_open has given",
                abcistream_listen_begin_block(NULL, NOTHING, NOTHING, &error));
  CHECK_REFUSED(ABCISTREAM_INVALID_ARGUMENT,
                "listen_begin_block: the request has the address NULL and a size of 5 bytes; pass "
                "a size of 0 for no bytes",
                abcistream_listen_begin_block(&stream, NULL_BYTES, NOTHING, &error));
  CHECK_REFUSED(ABCISTREAM_INVALID_ARGUMENT,
                "on_write: the key is empty; a store's keys have at least one byte",
                abcistream_on_write(&stream, BANK, NOTHING, text("v"), false, &error));
  CHECK_REFUSED(ABCISTREAM_INVALID_ARGUMENT,
                "on_write: the value has the address NULL and a size of 5 bytes; pass a size of 0 "
                "for no bytes",
                abcistream_on_write(&stream, BANK, text("k"), NULL_BYTES, false, &error));
  CHECK_REFUSED(ABCISTREAM_INVALID_ARGUMENT,
                "on_write: there is no store 3; abcistream_open was given 3 stores",
                write_to(STORE_COUNT));
  CHECK_OK(finalize_block());
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT,
            abcistream_listen_commit(&stream, 1, NULL_BYTES, NOTHING, &error));
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT, abcistream_last_height(NULL, &stream, &error));
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT, abcistream_abandon_block(NULL, &error));
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT, abcistream_open(NULL, NULL, &error));
  CHECK_OK(abcistream_close(NULL, &error));
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT, abcistream_on_write(NULL, 0, NOTHING, NOTHING, 0, NULL));
  stop();
}

static void a_record_of_more_than_a_gibibyte_is_refused(void) {
  start();
  abcistream_bytes huge = {(const uint8_t *)"x", BLOCK_RECORD_MAX};
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT,
            abcistream_on_write(&stream, BANK, text("k"), huge, false, &error));
  CHECK_CONTAINS(error.message, "the most that one record can have");
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT,
            abcistream_listen_begin_block(&stream, huge, huge, &error));
  stop();
}

static void an_empty_value_and_an_empty_message_are_taken(void) {
  start();
  CHECK_OK(abcistream_listen_begin_block(&stream, NOTHING, NOTHING, &error));
  CHECK_OK(abcistream_listen_end_block(&stream, NOTHING, NOTHING, &error));
  CHECK_OK(abcistream_on_write(&stream, BANK, text("k"), NOTHING, false, &error));
  CHECK_OK(abcistream_on_write(&stream, BANK, text("k"), NOTHING, true, &error));
  CHECK_OK(commit(1));
  const abcistream_block *block = published();
  CHECK_INT(2, block->segments[BANK].pairs);
  CHECK_INT(1, block->segments[BANK].deletes);
  CHECK_INT(8, block->segments[STORE_COUNT].bytes);
  stop();
}

static void a_store_that_nobody_wants_takes_no_memory(void) {
  start();
  CHECK(abcistream_listens(&stream, BANK));
  CHECK(!abcistream_listens(&stream, UNWANTED));
  CHECK(!abcistream_listens(&stream, 77));
  CHECK(!abcistream_listens(NULL, BANK));
  CHECK_OK(write_to(UNWANTED));
  CHECK(stream.block.segments[UNWANTED].first == NULL);
  uint8_t *room = NULL;
  CHECK_OK(abcistream_reserve(&room, &stream, UNWANTED, 10, &error));
  CHECK(room == NULL);
  stop();
}

static void a_caller_may_encode_into_room_that_it_has_reserved(void) {
  start();
  uint8_t *room = NULL;
  CHECK_OK(finalize_block());
  CHECK_OK(abcistream_reserve(&room, &stream, BANK, 100, &error));
  memcpy(room,
         "\x09\x0a\x04"
         "bank\x1a\x01k",
         10);
  CHECK_OK(abcistream_advance(&stream, BANK, 10, 1, 0, &error));
  CHECK_REFUSED(ABCISTREAM_INVALID_ARGUMENT,
                "advance: 1 bytes for store 0 were not reserved; the last reserve gave 0 for store "
                "0",
                abcistream_advance(&stream, BANK, 1, 1, 0, &error));
  CHECK_OK(abcistream_reserve(&room, &stream, BANK, 4, &error));
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT, abcistream_advance(&stream, GOV, 4, 1, 0, &error));
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT, abcistream_advance(&stream, BANK, 5, 1, 0, &error));
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT, abcistream_reserve(&room, &stream, BANK, 0, &error));
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT, abcistream_reserve(NULL, &stream, BANK, 1, &error));
  CHECK_OK(commit(1));
  const abcistream_block *block = published();
  CHECK_INT(10, block->segments[BANK].bytes);
  CHECK_INT(1, block->segments[BANK].pairs);
  stop();
}

static void room_that_was_reserved_is_gone_with_the_next_write(void) {
  start();
  uint8_t *room = NULL;
  CHECK_OK(abcistream_reserve(&room, &stream, BANK, 100, &error));
  CHECK_OK(write_to(BANK));
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT, abcistream_advance(&stream, BANK, 100, 1, 0, &error));
  CHECK_OK(abcistream_reserve(&room, &stream, BANK, 100, &error));
  CHECK_OK(abcistream_reserve(&room, &stream, UNWANTED, 100, &error));
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT, abcistream_advance(&stream, BANK, 100, 1, 0, &error));
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT, abcistream_advance(&stream, UNWANTED, 0, 0, 0, &error));
  stop();
}

static void more_messages_than_bytes_or_deletes_than_messages_are_refused(void) {
  start();
  uint8_t *room = NULL;
  CHECK_OK(abcistream_reserve(&room, &stream, BANK, 9, &error));
  CHECK_REFUSED(ABCISTREAM_INVALID_ARGUMENT,
                "advance: 9 bytes cannot hold 10 messages, 0 of them deletes; count what was "
                "written",
                abcistream_advance(&stream, BANK, 9, 10, 0, &error));
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT, abcistream_advance(&stream, BANK, 9, 1, 2, &error));
  stop();
}

static void a_refused_write_is_none(void) {
  start();
  CHECK_INT(ABCISTREAM_INVALID_ARGUMENT,
            abcistream_on_write(&stream, BANK, text("k"), NULL_BYTES, false, &error));
  CHECK_OK(begin_block());
  CHECK_OK(begin_block());
  stop();
}

static void memory_that_ran_out_spoils_the_block_until_it_is_begun_anew(void) {
  start();
  CHECK_OK(finalize_block());
  stream.block.spoilt = true;
  CHECK_REFUSED(ABCISTREAM_NO_MEMORY,
                "listen_commit: memory ran out while height 1 was gathered, so that it is not "
                "whole; begin it anew or abandon it",
                commit(1));
  CHECK_OK(finalize_block());
  CHECK_OK(commit(1));
  published();
  stop();
}

static void the_child_of_a_fork_is_refused(void) {
  start();
  CHECK_OK(finalize_block());
  pid_t child = fork();
  if (child == 0) {
    bool refused = commit(1) == ABCISTREAM_FORKED;
    _exit(refused && abcistream_close(&stream, &error) == ABCISTREAM_FORKED ? 0 : 1);
  }
  int status = 0;
  CHECK_INT(child, waitpid(child, &status, 0));
  CHECK_INT(0, status);
  CHECK_OK(commit(1));
  published();
  stop();
}

int main(void) {
  both_generations_make_a_block();
  hooks_out_of_order_are_refused_by_name();
  a_block_that_is_begun_again_is_gathered_anew();
  writes_from_before_the_first_begin_are_not_dropped_unasked();
  a_height_that_goes_back_is_refused_and_the_block_stays();
  null_and_empty_arguments_are_refused_by_name();
  a_record_of_more_than_a_gibibyte_is_refused();
  an_empty_value_and_an_empty_message_are_taken();
  a_store_that_nobody_wants_takes_no_memory();
  a_caller_may_encode_into_room_that_it_has_reserved();
  room_that_was_reserved_is_gone_with_the_next_write();
  more_messages_than_bytes_or_deletes_than_messages_are_refused();
  a_refused_write_is_none();
  memory_that_ran_out_spoils_the_block_until_it_is_begun_anew();
  the_child_of_a_fork_is_refused();
  return 0;
}
