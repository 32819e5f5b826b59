/* The words of a Java exception. */
#ifndef ABCISTREAM_JVM_THROWABLE_H
#define ABCISTREAM_JVM_THROWABLE_H

#include <jni.h>
#include <stddef.h>

/**
 * Takes the exception that is pending, if any, off the thread and writes its toString(), and those
 * of its causes, into `text` of `size` bytes. Leaves no exception and no local reference behind.
 */
void throwable_take(char *text, size_t size, JNIEnv *env);

#endif
