/*
 * The node of a test: opens a stream, commits blocks of its own making, closes, and prints what it
 * has seen, a line a thing. Runs in a process that scenario_run() has made for it; one thread at a
 * time, unless said otherwise.
 */
#ifndef ABCISTREAM_TESTS_PROCESS_PROCESS_NODE_H
#define ABCISTREAM_TESTS_PROCESS_PROCESS_NODE_H

#include <abcistream/abcistream.h>

#include "tests/check.h"

#define NODE_MILLISECOND INT64_C(1000000)

/** The chain of nodes that are told of no other. */
#define NODE_FIRST_CHAIN "a"

enum { NODE_JVM_OPTIONS = 4, NODE_STORES = 1 };

/** What a scenario tells its nodes; all zero is the default. Set before the node's process is made.
 */
struct node_settings {
  const char *config;                        /* Of app.toml; the folder of the plug-ins is added. */
  const char *jvm_options[NODE_JVM_OPTIONS]; /* Up to the first NULL. */
  const char *java_home;                     /* NULL: the JDK that the test runs on. */
  const char *class_path;
  const char *name;    /* NULL: "node". */
  const char *chain;   /* One letter, part of every app hash and value. NULL: NODE_FIRST_CHAIN. */
  int64_t node_height; /* The last that the node has committed. */
  size_t value_size;   /* Of what a block writes; 0: some bytes. */
};
extern struct node_settings node_settings;

/** The home of the test's nodes, a folder of its own: absolute, without links. */
extern const char *node_home;

/* Sections of app.toml. */
#define STREAMERS(names) "store.streamers = [" names "]\n"
#define RECORDER "[streamers.recorder]\nkeys = ['*']\n"
#define FAULTY(options) "[streamers.faulty]\nkeys = ['*']\n" options "\n"
#define FILES(options) \
  "[streamers.file]\nkeys = ['*']\nwrite_dir = 'streamed'\noutput-metadata = false\n" options "\n"

/** The stream that the functions below are about; NULL before the open and after the close. */
extern abcistream *node_stream;

/** Prints a line. Any thread. */
void node_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** Opens the stream, and says how that went; whether it is open. */
bool node_open(void);

/** Commits blocks, the last included, and says which of them were OK, and what the others were. */
void node_commit(int64_t first, int64_t last);

/** Commits one block without a word. */
abcistream_status node_commit_quietly(int64_t height, abcistream_error *error);

/** What a block of a chain writes: bytes that tell it from any other (owned: free()). */
uint8_t *node_value(int64_t height, const char *chain, size_t *size);

/** The chain of the settings. */
const char *node_chain(void);

/** Says how a service is described: its state, such as "late", and its holes. */
void node_say_state(const char *service);

/** Whether that is its state. */
bool node_has_state(const char *service, const char *state);

/** Says what the height is up to which every service has everything. */
void node_say_last_height(void);

/** Writes where no memory is: what a NULL pointer of the node's own does. */
void node_fault(void);

/** Closes the stream, and says how that went. */
void node_close(void);

/** Makes the pipe at which a faulty service waits; before the open. */
void node_make_gate(const char *service);

/** Waits until the service stands at its gate (returns what opens it: close()). Any thread. */
int node_await_gate(const char *service);

/** The last open or close has waited for a timeout, and returned sooner than after `most_ns`. */
void node_check_waited(const char *step, int64_t timeout_ns, int64_t most_ns);

/**
 * Prints how long the commits since the last call took, for the report of the tests, and says how
 * many of them have taken the timeout or longer.
 *
 * @return Whether every one of them has returned within the timeout and 100 ms.
 */
bool node_say_latency(const char *fault, int64_t timeout_ns);

#endif
