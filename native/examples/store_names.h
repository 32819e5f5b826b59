/* The names of the node's stores. The index of a name is its handle in abcistream_on_write(). */
#ifndef ABCISTREAM_EXAMPLES_STORE_NAMES_H
#define ABCISTREAM_EXAMPLES_STORE_NAMES_H

#include "examples/trace_reader.h"

/** A list of names, for one thread; all zero is the empty one. Give it back: store_names_free(). */
struct store_names {
  char **names;
  size_t count;
  size_t found_last; /* Writes come store by store: the name that was found last is tried first. */
};

/** Reads a text file of one name a line; empty lines do not count. At least one name. */
bool store_names_read(struct store_names *stores, const char *path, struct input_error *error);

/** Makes sure that the list holds every store that the trace writes to. Rewinds the trace. */
bool store_names_cover(struct store_names *stores, struct trace_reader *trace,
                       struct input_error *error);

/** Adds the stores that the trace writes to, in the order of first writes. Rewinds the trace. */
bool store_names_collect(struct store_names *stores, struct trace_reader *trace,
                         struct input_error *error);

/** Finds the handle of a name; false where the list does not hold it. */
bool store_names_find(uint32_t *handle, struct store_names *stores, abcistream_bytes name);

/** Gives the names back. */
void store_names_free(struct store_names *stores);

#endif
