/*
 * What stands between Go and the library: calls that take addresses and sizes one by one, since cgo
 * would look for pointers of Go's in a structure at each call, and the callback for log records.
 */
#ifndef ABCISTREAM_GO_BINDING_H
#define ABCISTREAM_GO_BINDING_H

#include <abcistream/abcistream.h>

/** Opens a stream; NULL after a failure. `log` is Go's handle of a callback, 0 for none. */
abcistream *abcistream_go_open(const abcistream_options *options, uintptr_t log,
                               abcistream_error *error);

/** A hook that takes a request and a response. */
typedef abcistream_status (*abcistream_go_hook)(abcistream *stream, abcistream_bytes request,
                                                abcistream_bytes response, abcistream_error *error);

static inline abcistream_status abcistream_go_listen(abcistream_go_hook hook, abcistream *stream,
                                                     const uint8_t *request, size_t request_size,
                                                     const uint8_t *response, size_t response_size,
                                                     abcistream_error *error) {
  return hook(stream, (abcistream_bytes){request, request_size},
              (abcistream_bytes){response, response_size}, error);
}

static inline abcistream_status abcistream_go_commit(abcistream *stream, int64_t height,
                                                     const uint8_t *app_hash, size_t app_hash_size,
                                                     const uint8_t *response, size_t response_size,
                                                     abcistream_error *error) {
  return abcistream_listen_commit(stream, height, (abcistream_bytes){app_hash, app_hash_size},
                                  (abcistream_bytes){response, response_size}, error);
}

static inline abcistream_status abcistream_go_write(abcistream *stream, uint32_t store,
                                                    const uint8_t *key, size_t key_size,
                                                    const uint8_t *value, size_t value_size,
                                                    bool is_delete, abcistream_error *error) {
  return abcistream_on_write(stream, store, (abcistream_bytes){key, key_size},
                             (abcistream_bytes){value, value_size}, is_delete, error);
}

/** The room, NULL after a failure: the address as a result needs no memory that Go and C share. */
static inline uint8_t *abcistream_go_reserve(abcistream *stream, uint32_t store, size_t size,
                                             abcistream_error *error) {
  uint8_t *room = NULL;
  abcistream_reserve(&room, stream, store, size, error);
  return room;
}

#endif
