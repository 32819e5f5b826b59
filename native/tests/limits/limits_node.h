/*
 * A node for the tests of limits: streams blocks of its own making to file services, through the
 * real JVM, and looks at what they have written and at what memory it takes.
 */
#ifndef ABCISTREAM_TESTS_LIMITS_LIMITS_NODE_H
#define ABCISTREAM_TESTS_LIMITS_LIMITS_NODE_H

#include <abcistream/abcistream.h>

#include "tests/check.h"
#include "tests/expected_bytes.h"

#define MEBIBYTE ((size_t)1 << 20)

/** One service called "file" that writes all stores to the folder "streamed". */
extern const char limits_one_service[];

/** One node for the process; the functions below are for its one thread. */
struct limits_node {
  const char *home;
  abcistream *stream;
  int64_t height; /* Of the last commit. */
};
extern struct limits_node node;

struct limits_scenario {
  const char *name;
  void (*run)(void);
};

/** Runs the scenario that argv[1] names in the home that argv[2] names; returns the exit code. */
int limits_main(int argc, char **argv, const struct limits_scenario *scenarios, size_t count);

/** Opens the node's stream; the JVM's heap is small and is resident from the start on. */
void limits_open(const char *config, const char *const *stores, size_t store_count);

void limits_close(void);

/** A view of a string. */
abcistream_bytes limits_text(const char *string);

/** A write, which must succeed. */
void limits_write(uint32_t store, abcistream_bytes key, abcistream_bytes value, bool is_delete);

/** Finalizes and commits the next height, which must succeed. */
void limits_commit(void);

/** The memory of this process that is resident, in bytes. */
size_t limits_resident(void);

/** Blocks of so many pairs with this value, whose files are removed at once. */
void limits_blocks(int count, int pairs, abcistream_bytes value);

/**
 * Streams small blocks until the resident memory is within 8 MiB of `before`; a few hundred must
 * do. Prints what it was.
 */
void limits_check_memory_goes_back(size_t before);

/* ---- What a service has written ---- */

/** A data file that is compared piece by piece. */
struct limits_file {
  char *path;
  uint8_t *data;
  size_t size;
  size_t position;
};

/** Opens the data file of a height in a folder below the home; its header must tell its size. */
void limits_file_open(struct limits_file *file, const char *folder, int64_t height);

/** The next bytes of the file are these. */
void limits_file_expect(struct limits_file *file, abcistream_bytes bytes);

/** The next bytes of the file are this pair. */
void limits_file_expect_pair(struct limits_file *file, const char *store, abcistream_bytes key,
                             abcistream_bytes value, bool is_delete);

/** The file has nothing more; removes it. */
void limits_file_end(struct limits_file *file);

#endif
