/*
 * The parent of a node: makes a process for it, and compares what the node has said, how it ended
 * and which files it has left with what a scenario expects.
 */
#ifndef ABCISTREAM_TESTS_PROCESS_PROCESS_SCENARIO_H
#define ABCISTREAM_TESTS_PROCESS_PROCESS_SCENARIO_H

#include <sys/types.h>

#include "tests/process/process_node.h"

struct scenario {
  const char *name;
  void (*run)(void);
};

/** An entry of a program's table. CMake reads them, and makes a test of each. */
#define SCENARIO(name) {#name, name}

/**
 * Runs the scenario that argv[1] names, in a home of its own; the value for main() to return: 77
 * where the installation that ABCISTREAM_HOME names is not complete.
 */
int scenario_main(int argc, char **argv, const struct scenario *scenarios, size_t count);

/** How often to do something: the number, times the environment's ABCISTREAM_TEST_SCALE. */
int64_t scenario_number(int64_t number);

/**
 * Runs a node in a process of its own to its end. What it said is followed by "exit 0" or "signal
 * 9", and by what lies in the home then:
 *
 *   - "recorder.heights: 1-4 6", a line for each service that writes down what it was given, in the
 *     order of the file: "1-3 2-4" is a block that came twice
 *   - "streamed: 1-4", the blocks of which the file service has a whole file, byte for byte, and
 *     "streamed/NAME: not whole" for any other name there that does not begin with a dot;
 *     where the node's chain is another one, ": of chain a" for what is left of the first
 *   - "hs_err: " and the first line of a JVM's error file that names a signal
 *
 * @param pattern Of all that, as fnmatch() takes it: a star matches anything, +([0-9]) a number;
 * the home's path is HOME in it.
 */
void scenario_expect(void (*node)(void), const char *pattern);

/** The same with a node that opens, commits the heights 1 to `last` and closes. */
void scenario_expect_blocks(int64_t last, const char *pattern);

/** The nodes of this scenario have logged this, as "STREAM LEVEL LOGGER: MESSAGE". */
void scenario_expect_log(const char *text);

/** Makes a process for a node; its output comes from `*output`. */
pid_t scenario_start(void (*node)(void), int *output);

/** Says why a scenario cannot run here, and ends it. */
void scenario_skip(const char *reason) __attribute__((noreturn));

#endif
