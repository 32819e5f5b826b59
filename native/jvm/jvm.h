/*
 * The process's one JVM: found, started on a thread of the library's own, or joined where the
 * process already runs one. What this folder offers to node/; how the JVM lives with the node's
 * signals is written in signals.h.
 */
#ifndef ABCISTREAM_JVM_JVM_H
#define ABCISTREAM_JVM_JVM_H

#include <abcistream/abcistream.h>
#include <abcistream/host.h>

#include "jvm/log.h"
#include "jvm/settings.h"

/** What the node asks for; see abcistream_options, whose fields these are. All borrowed. */
struct jvm_request {
  const char *home;
  const char *install_dir;
  const char *java_home;
  const char *class_path;
  const char *const *options;
  size_t option_count;
  const char *env_prefix;
  const struct jvm_settings *settings; /* What the config says. */
  struct log_sink *log;                /* Takes what the JVM itself prints. */
};

/**
 * Makes sure that the process runs a JVM of these options: starts it, or, where there is one,
 * compares. The first stream fixes the options; a difference is ABCISTREAM_JVM_OPTIONS and named. A
 * JVM that somebody else has made (JUnit's) is joined as it is: no options, no signal set-up.
 */
abcistream_status jvm_start(const struct jvm_request *request, abcistream_error *error);

/**
 * Has the JVM's own thread call the static method `org.abcistream.host.Host.open(long api, long
 * stream)`, and returns when that has returned. Java keeps both addresses.
 */
abcistream_status jvm_open_stream(const abcistream_host_api *api, abcistream_host_stream *stream,
                                  abcistream_error *error);

/** Whether the JVM has ended under us (exit or abort hook). It never comes back. */
bool jvm_is_gone(void);

/** Called once, on whatever thread it happens, when the JVM has ended: must only wake waiters. */
void jvm_on_gone(void (*callback)(void));

/** Remembers that the calling thread is the node's: its signals are the node's business. */
void jvm_mark_host_thread(void);

#endif
