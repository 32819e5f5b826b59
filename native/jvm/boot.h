/*
 * The boot thread: creates the JVM, or attaches to the one that there is, and stays for its life to
 * call Java's Host for each stream that is opened. It is the only thread of the native side that
 * Java code ever runs on at the library's wish.
 */
#ifndef ABCISTREAM_JVM_BOOT_H
#define ABCISTREAM_JVM_BOOT_H

#include <abcistream/host.h>
#include <jni.h>

#include "jvm/heap.h"
#include "jvm/plan.h"

/**
 * Starts the thread and waits until the JVM runs and its Host is found, or it is known why not. By
 * one thread at a time, and no more once it has returned ABCISTREAM_OK.
 *
 * @param plan Borrowed for as long as the process lives, unless this fails before the creation.
 * @param vm   The JVM to join; NULL: create that of the plan.
 */
abcistream_status boot_start(const struct plan *plan, JavaVM *vm, struct log_sink *log,
                             abcistream_error *error);

/** Whether the process has come to create a JVM, which it can only do once. */
bool boot_has_created(void);

/** Has the thread call Host.open; see jvm_open_stream(). */
abcistream_status boot_open(const abcistream_host_api *api, abcistream_host_stream *stream,
                            abcistream_error *error);

/**
 * Has the thread measure the heap. Waits only a moment: false where there is no JVM, or it does not
 * answer by then.
 */
bool boot_measure_heap(struct heap *heap);

/** See jvm_is_gone() and jvm_on_gone(). */
bool boot_jvm_is_gone(void);
void boot_on_gone(void (*callback)(void));

#endif
