/**
 * @file quit_signals.h
 * Puts the signals that stop a node (SIGINT, SIGTERM) aside until the stream is drained.
 *
 * The SDK's `start` leaves the process as soon as it is told of such a signal, and waits neither
 * for the block that is being committed nor for Close. So the signals are caught below Go's own
 * handlers, which get them afterwards.
 */
#ifndef ABCISTREAM_SDK047_QUIT_H
#define ABCISTREAM_SDK047_QUIT_H

#include <stdbool.h>

/**
 * Catches the signals from now on, where the node itself handles them; one that is ignored stays
 * ignored. To be called again now and then, since handlers that are set later win. By one thread at
 * a time.
 *
 * @return A descriptor that becomes readable with one byte, the number, for each signal caught; -1
 * with errno set.
 */
int quit_catch(void);

/** Whether one has been caught. By any thread. */
bool quit_asked(void);

/** Gives the signals back to the handlers that the node had, once and for all. */
void quit_release(void);

#endif
