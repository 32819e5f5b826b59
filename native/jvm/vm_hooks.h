/*
 * How the JVM ends without taking the node with it: the `exit` and `abort` hooks, which HotSpot
 * calls in place of ending the process. While it starts, both are a failed start. Later, an exit
 * (which exit_guard.h lets no service reach) leaves a node without a JVM; an abort is a crash whose
 * hs_err file is written, and ends the process, since memory may be corrupt.
 */
#ifndef ABCISTREAM_JVM_VM_HOOKS_H
#define ABCISTREAM_JVM_VM_HOOKS_H

#include <jni.h>

/** How many options the hooks take. */
#define VM_HOOKS_OPTION_COUNT 3

struct vm_hooks_listener {
  /** The JVM has ended its own start. Async-signal-safe; the thread is parked afterwards. */
  void (*start_ended)(void);
  /** The JVM has ended while it ran. The thread, one of the JVM's, is parked afterwards. */
  void (*gone)(int exit_code);
};

/**
 * Writes the options that hand the hooks to the JVM. They must be the first, or an option that the
 * JVM refuses before them is refused without a word.
 */
void vm_hooks_install(JavaVMOption options[VM_HOOKS_OPTION_COUNT],
                      const struct vm_hooks_listener *listener);

/** From now on the JVM runs: an end is no failed start any more. */
void vm_hooks_start_is_over(void);

#endif
