/*
 * Reads a trace: the hook calls of a real chain, in their order and with their bytes. The format is
 * described in traces/README.md.
 *
 * The whole file is loaded and checked when it is opened, for two reasons: a node shall not come up
 * for a trace that breaks off in the middle, and what a replay measures shall not hold the reading
 * of files.
 */
#ifndef ABCISTREAM_EXAMPLES_TRACE_READER_H
#define ABCISTREAM_EXAMPLES_TRACE_READER_H

#include <abcistream/abcistream.h>

#include "examples/input.h"

/** The kinds of records; the values are the bytes of the file. */
enum trace_kind {
  TRACE_BEGIN_BLOCK = 1,
  TRACE_DELIVER_TX = 2,
  TRACE_END_BLOCK = 3,
  TRACE_COMMIT = 4,
  TRACE_WRITE = 5,
  TRACE_FINALIZE_BLOCK = 6
};

/** A trace of more bytes than this, unpacked, is refused. */
#define TRACE_MAX_SIZE ((size_t)1 << 31)

/** No blob is longer than what the hooks take. */
#define TRACE_MAX_BLOB ((size_t)1 << 30)

/** No chain comes near this height; heights of repeated replays can therefore not overflow. */
#define TRACE_MAX_HEIGHT (INT64_C(1) << 40)

/** One record. Its views are borrowed from the reader; those of other kinds are empty. */
struct trace_record {
  enum trace_kind kind;
  abcistream_bytes request;  /* Of 1, 2, 3 and 6. */
  abcistream_bytes response; /* Of 1, 2, 3, 4 and 6. */
  abcistream_bytes store;    /* Of 5: a name of at least one byte, none of them NUL. */
  abcistream_bytes key;      /* Of 5: at least one byte. */
  abcistream_bytes value;    /* Of 5. */
  bool is_delete;            /* Of 5. */
  int64_t height;            /* Of 4: above that of the commit before. */
};

/** An open trace, for one thread. All fields are there to be read only. */
struct trace_reader {
  const char *path; /* Borrowed. */
  char *data;
  size_t size;
  size_t position;
  unsigned previous_kind; /* 0 before the first record. */
  int64_t height;         /* Of the last commit that was read; 0 before the first. */
  uint64_t block_count;   /* In the whole trace, at least 1. */
  int64_t first_height;   /* In the whole trace. */
  int64_t last_height;    /* In the whole trace. */
};

/**
 * Loads and checks a trace. A fault is described with the file, the offset of the byte (in the
 * unpacked trace) and what is wrong there; there is nothing to close then.
 *
 * @param path Borrowed until trace_close().
 */
bool trace_open(struct trace_reader *reader, const char *path, struct input_error *error);

/** Reads the next record; false at the end of the trace. */
bool trace_next(struct trace_reader *reader, struct trace_record *record);

/** Goes back to the first record. */
void trace_rewind(struct trace_reader *reader);

/** Gives the memory back; every view that came from the reader is dead. */
void trace_close(struct trace_reader *reader);

/** The name of a kind, such as "begin_block": what the hook is called without its "listen_". */
const char *trace_kind_name(unsigned kind);

#endif
