/*
 * What a node does with its signals while it streams: faults that it recovers from, on a thread
 * that the library knows and on one that it does not, broken pipes, children, and every signal that
 * a node may have a handler for.
 */
#ifndef ABCISTREAM_TESTS_PROCESS_PROCESS_TROUBLE_H
#define ABCISTREAM_TESTS_PROCESS_PROCESS_TROUBLE_H

/** How many signals trouble_make() counts in all. */
enum { TROUBLE_SIGNALS = 13 };

/**
 * Sets the handlers, and starts a thread with a signal stack of its own, as Go has them, which
 * faults without a pause until the first trouble_make(). Before the open.
 */
void trouble_start(void);

/** Makes all of it once. The thread of the hooks; checks that each signal has come. */
void trouble_make(void);

/** Ends the thread; how many signals have come. */
int trouble_end(void);

#endif
