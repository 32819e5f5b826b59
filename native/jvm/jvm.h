/*
 * The process's one JVM: found, started on a thread of the library's own, or joined where the
 * process already runs one. What this folder offers to node/; how the JVM lives with the node's
 * signals is written in signals.h.
 */
#ifndef ABCISTREAM_JVM_JVM_H
#define ABCISTREAM_JVM_JVM_H

#include <abcistream/abcistream.h>
#include <abcistream/host.h>

#include "base/json.h"
#include "jvm/ceiling.h"
#include "jvm/heap.h"
#include "jvm/log.h"
#include "jvm/settings.h"

/**
 * What the node asks for; see abcistream_options, whose fields these are. All borrowed, but for the
 * log, which lives as long as the process. What is not marked may be NULL.
 */
struct jvm_request {
  const char *home; /* Not NULL. */
  const char *install_dir;
  const char *java_home;
  const char *class_path;
  const char *const *options;
  size_t option_count;
  const char *env_prefix;
  const struct jvm_settings *settings; /* What the config says; not NULL. */
  struct log_sink *log;                /* Takes what the JVM itself prints; not NULL. */
};

/**
 * Makes sure that the process runs a JVM of these options: starts it, or, where there is one,
 * compares. The first stream fixes the options; a difference is ABCISTREAM_JVM_OPTIONS and named. A
 * JVM that somebody else has made (JUnit's) is joined as it is: no options, no signal set-up. A
 * creation that has failed is final for the process; what fails before it may be tried again.
 *
 * @return ABCISTREAM_OK, JVM_NOT_FOUND, JVM_START, JVM_OPTIONS, JVM_GONE, FORKED, NO_MEMORY.
 */
abcistream_status jvm_start(const struct jvm_request *request, abcistream_error *error);

/**
 * Has the JVM's own thread call the static method `org.abcistream.host.Host.open(long api, long
 * stream)`, and returns when that has returned. Java keeps both addresses.
 *
 * @return ABCISTREAM_OK; JVM_START with the words of what it has thrown; JVM_GONE, FORKED.
 */
abcistream_status jvm_open_stream(const abcistream_host_api *api, abcistream_host_stream *stream,
                                  abcistream_error *error);

/** Writes what is known of the JVM, as the value "jvm". For any thread. */
void jvm_describe(struct json *json);

/** Measures the heap; false where there is none, or Java does not answer at once. For any thread.
 */
bool jvm_measure_heap(struct heap *heap);

/** How much memory the JVM may come to. False for one that somebody else has made: its options are
 * not known. For any thread, after jvm_start(). */
bool jvm_ceiling(struct ceiling *ceiling);

/** Whether the JVM has ended under us (exit or abort hook). It never comes back. */
bool jvm_is_gone(void);

/**
 * Registers what is called once, on whatever thread it happens, when the JVM has ended; it must
 * only wake waiters. The last callback counts; one that comes too late is called at once.
 */
void jvm_on_gone(void (*callback)(void));

/** Remembers that the calling thread is the node's: its signals are the node's business. */
void jvm_mark_host_thread(void);

#endif
