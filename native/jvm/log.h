/*
 * Log records on their way to the node: a bounded queue for the process, and one thread of the
 * library's own that hands them to the streams' callbacks. That thread never attaches to the JVM,
 * and writers never wait, so that no code of the node ever runs on a JVM thread and no Java thread
 * is ever held up by the node. It starts with the first record, and takes no signal that is sent to
 * the process. In a forked child, which has no such thread, records go straight to the standard
 * error stream.
 */
#ifndef ABCISTREAM_JVM_LOG_H
#define ABCISTREAM_JVM_LOG_H

#include <abcistream/abcistream.h>

/** Where a stream's records go. Lives as long as the process: a stray Java thread may log late. */
struct log_sink {
  const char *name;                 /* The stream's name; lives as long as the sink. */
  abcistream_log_callback callback; /* NULL: the standard error stream. */
  void *user_data;
  bool detached; /* Owned by log.c, under its lock. */
};

/**
 * Queues a record; both strings are copied, NULL counts as empty. Records that find the queue full
 * (1024 records or 1 MiB) are counted, and the count is told by a warning where they are missing.
 */
void log_write(struct log_sink *sink, abcistream_log_level level, const char *logger,
               const char *message);

/** The same with the logger "abcistream" and a format: the library's own voice. */
void log_printf(struct log_sink *sink, abcistream_log_level level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/**
 * Returns when every record that was queued before has been handed to its callback, or `timeout_ns`
 * has passed; then false.
 */
bool log_flush(int64_t timeout_ns);

/**
 * Flushes for a second at most, then makes sure that the sink's callback is not running and is not
 * called again: records that come later go to the standard error stream.
 */
void log_detach(struct log_sink *sink);

#endif
