/**
 * @file host.h
 * What the JVM side of a stream calls, and the memory that it reads. Nodes do not need this header.
 *
 * The library hands Java two addresses: that of the table abcistream_host_api and that of the
 * stream. Java links against nothing: it maps these structs and calls through the table, so that
 * the same jar works however the node has linked the library.
 *
 * Order of calls for one stream. Its Java thread calls `add_service` once a service, then `opened`.
 * Then each service's own thread calls `next`, which waits for a block, and `done` for that block,
 * in turns, until `next` returns ABCISTREAM_CLOSED; it closes the service and calls `left`.
 *
 * Memory of a block. Descriptors and segments belong to the library. A service may read them from
 * the `next` that returned the block until its `done` for it; after that the memory is used again.
 * Nothing of it may be written.
 *
 * Library and jar are of one ABCISTREAM_HOST_ABI_VERSION, or Java refuses to open the stream: so
 * these structs have no sizes of their own. All their integers have 64 bits, so that they look the
 * same everywhere.
 */
#ifndef ABCISTREAM_HOST_H
#define ABCISTREAM_HOST_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Goes up by one with every change to this header that Java could notice. */
#define ABCISTREAM_HOST_ABI_VERSION 1

/** A piece of a segment: one run of native memory. */
typedef struct abcistream_chunk {
  const uint8_t *data; /**< Address of the first byte. */
  int64_t size;        /**< Bytes in use. */
  int64_t capacity;    /**< Bytes that the chunk can hold; never changes for an id. */
  int64_t id;          /**< Small and stable: the same id is the same memory, for ever. */
} abcistream_chunk;

/** The bytes of one store, or of one part of the metadata, in the order in which they came. */
typedef struct abcistream_segment {
  int64_t pairs;       /**< StoreKVPair messages, deletes included; 0 in the metadata. */
  int64_t deletes;     /**< How many of them are deletes. */
  int64_t bytes;       /**< Sum of the sizes of its chunks. */
  int64_t first_chunk; /**< Index into the block's chunks. */
  int64_t chunk_count; /**< How many of them, one after the other. */
} abcistream_segment;

/**
 * A published block. `segments` holds one segment a store, in ascending order of the stores' names,
 * then ABCISTREAM_METADATA_SEGMENTS more, whose bytes one after the other are one `BlockMetadata`.
 */
typedef struct abcistream_block {
  int64_t height;
  int64_t sequence; /**< 1 for the first block of a stream, then one more for each. */
  int64_t segment_count;
  int64_t chunk_count;
  int64_t app_hash_size; /**< 0 when the node gave none. */
  const uint8_t *app_hash;
  const abcistream_segment *segments;
  const abcistream_chunk *chunks;
} abcistream_block;

/** A metadata of fields 1 to 5, the commit's field 6, and fields 7 and 8: ascending, as proto3
 * writes. */
#define ABCISTREAM_METADATA_SEGMENTS 3

/** What the caller of abcistream_open() gave, as Java sees it. Strings are UTF-8; NULL where
 * absent. They are borrowed until `opened`. */
typedef struct abcistream_host_stream {
  const char *name;
  const char *home;
  const char *chain_id;
  const char *config;
  const char *config_name;
  const char *env_prefix;
  int64_t node_height;
  int64_t store_count;
  const char *const *stores; /**< Ascending by name: the order of a block's segments. */
  /** What the library itself has read of `[abcistream.jvm]`, before there was a JVM that could. */
  const char *jvm_home;
  const char *jvm_class_path;
  int64_t jvm_option_count; /**< -1 when the config has no `options`. */
  const char *const *jvm_options;
} abcistream_host_stream;

/** Flags of `add_service`. */
#define ABCISTREAM_SERVICE_ASYNC 1      /**< A commit waits only for room in its queue. */
#define ABCISTREAM_SERVICE_STOPS_NODE 2 /**< When it does not answer in time, the commit fails. */
#define ABCISTREAM_SERVICE_DETACHES 4   /**< When its queue is full, it gets no further block. */

/** The table of functions. Statuses are abcistream_status values. */
typedef struct abcistream_host_api {
  int64_t abi_version; /**< ABCISTREAM_HOST_ABI_VERSION of the library. Always the first field. */

  /**
   * Adds a service, before `opened`.
   *
   * @param name         Copied: UTF-8 with a NUL at its end.
   * @param stores       Copied: one byte a store, in the order of the segments; not 0 = wanted.
   * @param last_height  The height up to which it is durable; -1 = it has no progress.
   * @param timeout_ns   How long a commit waits for it, or for room in its queue.
   * @param queue_blocks How many blocks may wait for it; at least 1.
   * @param queue_bytes  How many bytes these may have; a larger block passes alone.
   * @return Its number, from 0; negative = a negated status.
   */
  int32_t (*add_service)(abcistream_host_stream *stream, const char *name, const uint8_t *stores,
                         int64_t last_height, int64_t timeout_ns, int64_t queue_blocks,
                         int64_t queue_bytes, int32_t flags);

  /**
   * Ends abcistream_open(): with ABCISTREAM_OK, or with a status and the sentence for its error.
   * After a failure Java must not touch the stream any more.
   *
   * @param message          Copied; may be NULL.
   * @param close_timeout_ns How long abcistream_close() waits for the services.
   */
  void (*opened)(abcistream_host_stream *stream, int32_t status, const char *message,
                 int64_t close_timeout_ns);

  /**
   * Waits for the service's next block.
   *
   * @param timeout_ns How long; negative = without end.
   * @param block      Receives two numbers: the address of an abcistream_block, borrowed until
   *                   `done`, and how many blocks before it the service did not get, since its
   *                   queue was full. Not kept after the call.
   * @return ABCISTREAM_OK; TIMEOUT; CLOSED when the stream is closed and every block was taken.
   */
  int32_t (*next)(abcistream_host_stream *stream, int32_t service, int64_t timeout_ns,
                  int64_t *block);

  /**
   * Gives the block back that `next` returned last.
   *
   * @param durable_height The height up to which the service is durable now; -1 = none.
   * @param status         ABCISTREAM_OK, or what the node's commit shall return.
   * @param message        Copied: why the service failed at the block, which with another status
   *                       than ABCISTREAM_OK is the sentence for the commit's error; NULL where it
   *                       has not failed.
   * @return ABCISTREAM_OK; OUT_OF_ORDER when `next` has returned no block; INVALID_ARGUMENT when
   *         there is no such service.
   */
  int32_t (*done)(abcistream_host_stream *stream, int32_t service, int64_t durable_height,
                  int32_t status, const char *message);

  /** The service gets no further block; those that wait for it are dropped. Between two blocks. */
  void (*detach)(abcistream_host_stream *stream, int32_t service);

  /** The service is closed; its thread does not touch the stream any more. */
  void (*left)(abcistream_host_stream *stream, int32_t service);

  /** Queues a log record. Never waits; a record that finds the queue full is counted. All copied.
   */
  void (*log)(abcistream_host_stream *stream, int32_t level, const char *logger,
              const char *message);
} abcistream_host_api;

#ifdef __cplusplus
}
#endif

#endif
