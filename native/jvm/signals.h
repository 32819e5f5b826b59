/*
 * How one process serves the signals of two masters. A JVM by itself takes over the handlers of the
 * faults (SEGV BUS FPE ILL), which it uses all the time: null checks, safepoints, stack limits. It
 * installs them without SA_ONSTACK, upon which a Go runtime kills the process, and takes every
 * fault of the node for its own. So:
 *
 *   - Before the creation a dispatcher goes in for the four faults, and the JVM is told to leave
 *     handlers alone that it finds (-XX:+AllowUserSignalHandlers). The dispatcher first asks the
 * JVM. What that does not know is a crash: on a thread of the JVM's it gets the hs_err file, on a
 *     thread of the node's the node's own action runs, as if there were no JVM.
 *   - After it the JVM's suspend signal (USR2) is wrapped, so that a plain USR2 stays the node's,
 *     SIGCHLD is given back, and SA_ONSTACK is set on what is left to the JVM.
 *
 * Where libjvm does not export what the dispatcher asks, the JVM keeps its handlers, with
 * SA_ONSTACK on them: then the node's faults during the creation kill it, and a real crash leaves
 * no hs_err.
 *
 * A thread is the node's when it has an alternate signal stack (Go's and Rust's have, HotSpot's on
 * Linux do not), or when it was marked. All of it is for one creation in a process.
 */
#ifndef ABCISTREAM_JVM_SIGNALS_H
#define ABCISTREAM_JVM_SIGNALS_H

#include <signal.h>
#include <stdbool.h>
#include <stdnoreturn.h>

/** JVM_handle_linux_signal of libjvm: whether the JVM has dealt with the signal. With the last
 * argument not 0 it does not return from what it does not know: it writes the hs_err file and
 * aborts. */
typedef int (*signals_jvm_handler)(int signal, siginfo_t *info, void *context,
                                   int abort_if_unknown);

/**
 * Remembers the node's actions, and puts the dispatcher in. Right before the creation.
 *
 * @param handler NULL where libjvm has none.
 * @param libjvm  Any address in libjvm, by which its handlers are known.
 * @return Whether the dispatcher is in.
 */
bool signals_before_creation(signals_jvm_handler handler, const void *libjvm);

/**
 * Settles what the JVM has taken. After the creation, and after java.lang.ProcessImpl was loaded,
 * whose initializer takes SIGCHLD once.
 *
 * @return Whether the faults are settled as was meant: false when the dispatcher has been replaced.
 */
bool signals_after_creation(void);

/** Gives every signal back to the node: the creation has failed and left no thread of the JVM. */
void signals_restore(void);

/**
 * The same for a JVM that broke off its start and whose threads are still there: the dispatcher
 * stays, asks nobody any more, and parks a thread of the JVM's that faults. Async-signal-safe as
 * far as dladdr() is.
 */
void signals_abandon_jvm(void);

/** The calling thread is the node's, whether or not it has a signal stack. */
void signals_mark_node_thread(void);

/** Keeps a thread of a JVM that has ended from ever going on. */
noreturn void signals_park_thread(void);

/** Whether the JVM is writing down a crash: then locks and memory cannot be trusted. */
bool signals_jvm_is_crashing(void);

#endif
