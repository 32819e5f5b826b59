#include "binding.h"

#include "_cgo_export.h"

/* The strings are borrowed until the record has been taken; Go has no const. */
static void take_log_record(const abcistream_log_record *record, void *handle) {
  abcistream_go_log((uintptr_t)handle, record->level, record->time_unix_ns, (char *)record->stream,
                    (char *)record->logger, (char *)record->message);
}

abcistream *abcistream_go_open(const abcistream_options *options, uintptr_t log,
                               abcistream_error *error) {
  abcistream_options with_log = *options;
  if (log != 0) {
    with_log.log = take_log_record;
    with_log.log_user_data = (void *)log;
  }
  abcistream *stream = NULL;
  abcistream_open(&stream, &with_log, error);
  return stream;
}
