/*
 * Whether the process may make code: a JVM cannot live without that, and where it is denied ends
 * the process in the middle of its start, past every hook. So it is asked before.
 */
#ifndef ABCISTREAM_JVM_EXECUTABLE_MEMORY_H
#define ABCISTREAM_JVM_EXECUTABLE_MEMORY_H

#include <abcistream/abcistream.h>

/** What to do where it is denied. */
#define EXECUTABLE_MEMORY_REMEDY                                                               \
  "take MemoryDenyWriteExecute=yes out of the node's systemd unit, or let its SELinux domain " \
  "have execmem"

/** ABCISTREAM_OK, or JVM_START with who denies it; what to do is not in that sentence. */
abcistream_status executable_memory_check(abcistream_error *error);

#endif
