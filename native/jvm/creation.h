/* Makes the JVM of a plan, with all that keeps the node alive beside it and when it fails. */
#ifndef ABCISTREAM_JVM_CREATION_H
#define ABCISTREAM_JVM_CREATION_H

#include <jni.h>

#include "jvm/plan.h"
#include "jvm/vm_hooks.h"

/** libjvm as it is loaded; it is never unloaded. */
struct creation_library {
  void *handle;
  jint(JNICALL *create)(JavaVM **, void **, void *);
};

/** The JVM that the process already runs, looked for in a library, or RTLD_DEFAULT; NULL: none. */
JavaVM *creation_find_vm(void *library_handle);

/** Loads the plan's libjvm. ABCISTREAM_OK or JVM_START. */
abcistream_status creation_load(struct creation_library *library, const struct plan *plan,
                                abcistream_error *error);

/**
 * Creates the JVM, whose main thread the caller becomes. Only once in a process, since a second
 * creation always fails. Where it fails the node's signals are as before; a JVM that ends itself
 * meanwhile calls the listener, and this does not return.
 *
 * @return ABCISTREAM_OK, JVM_START or NO_MEMORY.
 */
abcistream_status creation_run(JNIEnv **env, const struct creation_library *library,
                               const struct plan *plan, struct log_sink *log,
                               const struct vm_hooks_listener *listener, abcistream_error *error);

/** The options of the JVM that creation_run() has made. They live as long as the process. */
const struct options *creation_options(void);

/** The sentence for a JVM that did not start, with what it has printed. */
abcistream_status creation_failed(const struct plan *plan, abcistream_error *error);

#endif
