/* The class org.abcistream.host.Host, by which a stream reaches Java. */
#ifndef ABCISTREAM_JVM_JAVA_HOST_H
#define ABCISTREAM_JVM_JAVA_HOST_H

#include <abcistream/abcistream.h>
#include <abcistream/host.h>
#include <jni.h>
#include <stdbool.h>

#include "jvm/heap.h"

struct java_host {
  jclass class; /* A global reference. */
  jmethodID open;
  jobject runtime; /* Of java.lang.Runtime, a global reference; NULL = the heap is not known. */
  jmethodID max_memory;
  jmethodID total_memory;
  jmethodID free_memory;
};

/**
 * Finds the class through the system class loader, on a thread that has no Java frame. Refuses a
 * JVM that is too old. ABCISTREAM_OK, JVM_NOT_FOUND or JVM_START; no exception is left behind.
 */
abcistream_status java_host_find(struct java_host *host, JNIEnv *env, abcistream_error *error);

/** Calls `Host.open(api, stream)`; what it throws becomes ABCISTREAM_JVM_START. */
abcistream_status java_host_open(const struct java_host *host, JNIEnv *env,
                                 const abcistream_host_api *api, abcistream_host_stream *stream,
                                 abcistream_error *error);

/** Measures the heap; false when Java cannot say. */
bool java_host_measure(struct heap *heap, const struct java_host *host, JNIEnv *env);

#endif
