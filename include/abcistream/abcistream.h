/**
 * @file abcistream.h
 * What a node calls to stream its state to Java services (ADR-038) that run inside its own process.
 *
 * Concept. A node opens a *stream*, which brings up a JVM on a thread of the library's own and
 * loads the services that the `[store] streamers` list of its app.toml names. It then calls the
 * listener hooks of ADR-038 as a block is executed, and abcistream_listen_commit() once the block
 * is durable. What the hooks bring is encoded once, in place, into native memory; the block crosses
 * to Java whole, at the commit, and is not copied again.
 *
 * Lifecycle. abcistream_open(), then for each block its hooks and abcistream_listen_commit(), then
 * abcistream_close(). The JVM lives as long as the process; a later abcistream_open() joins it.
 *
 * Simple path, ABCI of Cosmos SDK v0.47 (the other generation calls listen_finalize_block once in
 * place of begin, deliver and end):
 *
 *     abcistream_listen_begin_block(stream, request, response, &error);
 *     abcistream_listen_deliver_tx(stream, request, response, &error);   // once a transaction
 *     abcistream_listen_end_block(stream, request, response, &error);
 *     abcistream_on_write(stream, store, key, value, is_delete, &error); // once a changed key
 *     abcistream_listen_commit(stream, height, app_hash, response, &error);
 *
 * Threads. Functions of one stream are called by one thread at a time; which thread that is may
 * change from call to call. No thread that calls in here is ever attached to the JVM. Different
 * streams are independent.
 *
 * Pointers. Every pointer is one of: *borrowed*, read during the call and not kept; *copied*, as
 * borrowed, the library keeps its own copy; *owned*, the caller must give it back with the function
 * that is named.
 *
 * Errors. Every function that can fail returns a status and, where `error` is not NULL, fills it
 * with a sentence that names the thing, the value and what to do. A refused hook leaves the block
 * that is being gathered as it was, except that memory that cannot be had (ABCISTREAM_NO_MEMORY)
 * makes that block impossible: its commit is refused until the block is begun anew or abandoned.
 */
#ifndef ABCISTREAM_H
#define ABCISTREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define ABCISTREAM_EXPORT __attribute__((visibility("default")))
#else
#define ABCISTREAM_EXPORT
#endif

/** Every status: name, value and the text that abcistream_status_text() returns. */
#define ABCISTREAM_STATUS_MAP(XX)                                                  \
  XX(OK, 0, "success")                                                             \
  XX(INVALID_ARGUMENT, 1, "an argument is not one that the function takes")        \
  XX(OUT_OF_ORDER, 2, "the hooks were called in an order that makes no block")     \
  XX(HEIGHT, 3, "the height does not follow the one committed before")             \
  XX(CONFIG, 4, "the configuration has an error")                                  \
  XX(JVM_NOT_FOUND, 5, "no usable Java installation was found")                    \
  XX(JVM_START, 6, "the Java virtual machine could not be started")                \
  XX(JVM_GONE, 7, "the Java virtual machine has ended while the node was running") \
  XX(JVM_OPTIONS, 8, "the process already runs a JVM with other options")          \
  XX(SERVICE_FAILED, 9, "a streaming service failed")                              \
  XX(TIMEOUT, 10, "a streaming service did not answer in time")                    \
  XX(NO_MEMORY, 11, "memory could not be had")                                     \
  XX(CLOSED, 12, "the stream is closed")                                           \
  XX(FORKED, 13, "the stream belongs to the parent of this process")               \
  XX(INTERNAL, 14, "the library has a fault")

/** The outcome of a call. New values may be added; treat an unknown one as a failure. */
typedef enum abcistream_status {
#define ABCISTREAM_STATUS_ENUM(name, value, text) ABCISTREAM_##name = (value),
  ABCISTREAM_STATUS_MAP(ABCISTREAM_STATUS_ENUM)
#undef ABCISTREAM_STATUS_ENUM
} abcistream_status;

/** The name of a status without its prefix, such as "TIMEOUT"; "UNKNOWN" for any other value. */
ABCISTREAM_EXPORT const char *abcistream_status_name(abcistream_status status);

/** One phrase in English for a status. The string is static. */
ABCISTREAM_EXPORT const char *abcistream_status_text(abcistream_status status);

/** The version of the library, such as "0.1.0". The string is static. */
ABCISTREAM_EXPORT const char *abcistream_version(void);

/** Bytes in an abcistream_error's message, its NUL included; a longer sentence is cut. */
#define ABCISTREAM_ERROR_SIZE 1024

/** Filled by a call that fails; the caller's own memory, nothing to give back. */
typedef struct abcistream_error {
  abcistream_status status;
  char message[ABCISTREAM_ERROR_SIZE];
} abcistream_error;

/** A view of bytes. `data` may be NULL only where `size` is 0. */
typedef struct abcistream_bytes {
  const uint8_t *data;
  size_t size;
} abcistream_bytes;

/** How serious a log record is; the values are those of SLF4J's levels. */
typedef enum abcistream_log_level {
  ABCISTREAM_LOG_TRACE = 0,
  ABCISTREAM_LOG_DEBUG = 10,
  ABCISTREAM_LOG_INFO = 20,
  ABCISTREAM_LOG_WARN = 30,
  ABCISTREAM_LOG_ERROR = 40
} abcistream_log_level;

/** One log record. Every string is borrowed by the callback for the length of its call. */
typedef struct abcistream_log_record {
  size_t struct_size;         /**< sizeof(abcistream_log_record) as the library knows it. */
  abcistream_log_level level; /**< How serious. */
  int64_t time_unix_ns;       /**< When it was written, nanoseconds since 1970 in UTC. */
  const char *stream;         /**< The `name` of the stream that it is about. */
  const char *logger;         /**< Who wrote it: a Java logger's name, or "abcistream". */
  const char *message;        /**< UTF-8; a stack trace makes it more than one line. */
} abcistream_log_record;

/**
 * Takes one log record. Called by one thread of the library's own, which is never attached to the
 * JVM, so the callback may do what any code of the node may do. It must not call into a stream.
 */
typedef void (*abcistream_log_callback)(const abcistream_log_record *record, void *user_data);

/** A stream: opaque. See "Threads" at the head of this file. */
typedef struct abcistream abcistream;

/**
 * What abcistream_open() needs to know. Set all of it to zero, then `struct_size`, then what
 * differs from the default. All of it is copied. Strings are UTF-8 with a NUL at their end.
 */
typedef struct abcistream_options {
  size_t struct_size; /**< sizeof(abcistream_options). */
  const char *name;   /**< Labels log records and threads. NULL: the chain id, else "abcistream". */
  const char *home;   /**< The node's home; relative paths of services start here. Required. */
  const char *chain_id;    /**< NULL when the node does not know it yet. */
  int64_t node_height;     /**< The last height that the node has committed; 0 = none. */
  const char *config;      /**< The text of app.toml. Required; "" loads no service. */
  const char *config_name; /**< What error messages call the config. NULL: "app.toml". */
  /**
   * Environment variables PREFIX_SECTION_OPTION override the config, with dots and dashes as
   * underscores: SIMD_STREAMERS_FILE_WRITE_DIR for "SIMD". NULL: no overrides.
   */
  const char *env_prefix;
  const char *const *stores; /**< The names of the node's stores; the index is the handle. */
  size_t store_count;
  /** The folder above `lib/abcistream` and `share/abcistream`. NULL: the environment's
   * ABCISTREAM_HOME, else found from the place of the library itself. */
  const char *install_dir;
  /** The JDK's folder. NULL: `[abcistream.jvm] home`, JAVA_HOME, `java` on the PATH, then the usual
   * folders, in this order. Java 17 or later. */
  const char *java_home;
  /** Jars and folders of jars, joined by colons. NULL: `[abcistream.jvm] class-path`, else
   * `share/abcistream` of the installation. */
  const char *class_path;
  const char *const *jvm_options; /**< Such as "-Xmx512m"; those in the config come after these. */
  size_t jvm_option_count;
  abcistream_log_callback log; /**< NULL: records go to the standard error stream. */
  void *log_user_data;         /**< Handed to `log` as it is; must live until the close. */
} abcistream_options;

/**
 * Opens a stream: starts the JVM, or joins the one that the process already runs, loads the
 * services and returns when every one of them is ready.
 *
 * @param stream  Receives the stream (owned: abcistream_close()); NULL after a failure.
 * @param options Copied.
 * @param error   Filled on failure; may be NULL.
 * @return ABCISTREAM_OK; CONFIG, JVM_NOT_FOUND, JVM_START, JVM_OPTIONS, SERVICE_FAILED, TIMEOUT (a
 *         service's constructor took longer than `start-timeout`), INVALID_ARGUMENT, NO_MEMORY,
 *         JVM_GONE, FORKED.
 */
ABCISTREAM_EXPORT abcistream_status abcistream_open(abcistream **stream,
                                                    const abcistream_options *options,
                                                    abcistream_error *error);

/**
 * Closes a stream: no block is taken any more, the services finish what they have, for at most
 * `close-timeout`, and are closed. The stream's memory is given back in every case but FORKED; the
 * handle is dead afterwards. The JVM stays. NULL is taken and does nothing.
 *
 * @return ABCISTREAM_OK; TIMEOUT with the names of the services that had not finished; JVM_GONE;
 *         FORKED (then nothing is done, since the stream is the parent's).
 */
ABCISTREAM_EXPORT abcistream_status abcistream_close(abcistream *stream, abcistream_error *error);

/**
 * ADR-038 ListenBeginBlock. Begins a block. A second begin before the commit (a node repeats a
 * block after a restart or a failed round) drops what was gathered and begins anew; where writes
 * had come before the first begin it is refused, since they could belong to either: abandon the
 * block first.
 *
 * @param request  Borrowed: a protobuf `tendermint.abci.RequestBeginBlock`. May be empty.
 * @param response Borrowed: the `ResponseBeginBlock`. May be empty.
 * @return ABCISTREAM_OK, OUT_OF_ORDER, INVALID_ARGUMENT, NO_MEMORY.
 */
ABCISTREAM_EXPORT abcistream_status abcistream_listen_begin_block(abcistream *stream,
                                                                  abcistream_bytes request,
                                                                  abcistream_bytes response,
                                                                  abcistream_error *error);

/**
 * ADR-038 ListenDeliverTx: one transaction, after begin_block. Both messages are borrowed.
 *
 * @return ABCISTREAM_OK, OUT_OF_ORDER, INVALID_ARGUMENT, NO_MEMORY.
 */
ABCISTREAM_EXPORT abcistream_status abcistream_listen_deliver_tx(abcistream *stream,
                                                                 abcistream_bytes request,
                                                                 abcistream_bytes response,
                                                                 abcistream_error *error);

/**
 * ADR-038 ListenEndBlock: once, after the last transaction. Both messages are borrowed.
 *
 * @return ABCISTREAM_OK, OUT_OF_ORDER, INVALID_ARGUMENT, NO_MEMORY.
 */
ABCISTREAM_EXPORT abcistream_status abcistream_listen_end_block(abcistream *stream,
                                                                abcistream_bytes request,
                                                                abcistream_bytes response,
                                                                abcistream_error *error);

/**
 * ListenFinalizeBlock of Cosmos SDK v0.50 and later, in place of begin, deliver and end. A second
 * one before the commit is treated as a second abcistream_listen_begin_block() is.
 *
 * @param request  Borrowed: a protobuf `tendermint.abci.RequestFinalizeBlock`. May be empty.
 * @param response Borrowed: the `ResponseFinalizeBlock`. May be empty.
 * @return ABCISTREAM_OK, OUT_OF_ORDER, INVALID_ARGUMENT, NO_MEMORY.
 */
ABCISTREAM_EXPORT abcistream_status abcistream_listen_finalize_block(abcistream *stream,
                                                                     abcistream_bytes request,
                                                                     abcistream_bytes response,
                                                                     abcistream_error *error);

/**
 * ADR-038 OnWrite: one key of a store was set or deleted. Legal at any moment between two commits;
 * the order of the writes of a store is kept.
 *
 * @param store     The index of the store in `abcistream_options.stores`.
 * @param key       Borrowed; at least one byte.
 * @param value     Borrowed; may be empty, which is not a delete.
 * @param is_delete Whether the key was deleted.
 * @return ABCISTREAM_OK, INVALID_ARGUMENT (unknown store, empty key, more than 1 GiB), NO_MEMORY.
 */
ABCISTREAM_EXPORT abcistream_status abcistream_on_write(abcistream *stream, uint32_t store,
                                                        abcistream_bytes key,
                                                        abcistream_bytes value, bool is_delete,
                                                        abcistream_error *error);

/**
 * ADR-038 ListenCommit: the node has committed the block. Publishes the block to the services and
 * waits for those that must be durable first, each for at most its `timeout`.
 *
 * @param height   The block's height; above that of the commit before.
 * @param app_hash Borrowed: `ResponseCommit.data` (v0.47) or `ResponseFinalizeBlock.app_hash`. May
 * be empty; then a block that comes again after a restart is streamed again, since it cannot be
 * told from another block of that height.
 * @param response Borrowed: the `ResponseCommit`. May be empty.
 * @return ABCISTREAM_OK; SERVICE_FAILED or TIMEOUT, upon which the node should stop (the block has
 *         reached the other services); OUT_OF_ORDER, HEIGHT, INVALID_ARGUMENT, NO_MEMORY (nothing
 *         was published); JVM_GONE, FORKED.
 */
ABCISTREAM_EXPORT abcistream_status abcistream_listen_commit(abcistream *stream, int64_t height,
                                                             abcistream_bytes app_hash,
                                                             abcistream_bytes response,
                                                             abcistream_error *error);

/* ---- Advanced ---- */

/** Whether any service wants this store; false for a handle that no store has. */
ABCISTREAM_EXPORT bool abcistream_listens(const abcistream *stream, uint32_t store);

/**
 * Drops everything gathered since the last commit. The next block begins from nothing.
 *
 * @return ABCISTREAM_OK, INVALID_ARGUMENT.
 */
ABCISTREAM_EXPORT abcistream_status abcistream_abandon_block(abcistream *stream,
                                                             abcistream_error *error);

/**
 * The lowest of the heights up to which each service has everything durable; services that have no
 * progress yet are left out. A node that can, rolls back to it at its start.
 *
 * @param height Receives it; 0 when no service has any progress. As it was after a failure.
 * @return ABCISTREAM_OK, INVALID_ARGUMENT.
 */
ABCISTREAM_EXPORT abcistream_status abcistream_last_height(int64_t *height,
                                                           const abcistream *stream,
                                                           abcistream_error *error);

/**
 * For a caller that encodes writes itself (the Go binding): room for `size` bytes at the end of a
 * store's segment. Write whole uvarint-delimited `StoreKVPair` messages of that store there, in the
 * canonical encoding, then call abcistream_advance(). The room is borrowed until the next call on
 * this stream.
 *
 * @param room  Receives the address; NULL after a failure, and when no service wants the store.
 * @return ABCISTREAM_OK, INVALID_ARGUMENT, NO_MEMORY.
 */
ABCISTREAM_EXPORT abcistream_status abcistream_reserve(uint8_t **room, abcistream *stream,
                                                       uint32_t store, size_t size,
                                                       abcistream_error *error);

/**
 * Takes over what was written into the room that abcistream_reserve() gave last for this store.
 *
 * @param bytes   How many bytes were written; at most the size that was reserved.
 * @param pairs   How many messages those are, deletes included.
 * @param deletes How many of them are deletes.
 * @return ABCISTREAM_OK, INVALID_ARGUMENT (nothing is taken over; the room is still reserved).
 */
ABCISTREAM_EXPORT abcistream_status abcistream_advance(abcistream *stream, uint32_t store,
                                                       size_t bytes, uint64_t pairs,
                                                       uint64_t deletes, abcistream_error *error);

/**
 * Describes the library, its JVM and a stream as one JSON object. May be called by any thread while
 * the stream is open; waits a quarter of a second at most, for a JVM that does not answer.
 *
 *   - `version`, `host_abi_version`
 *   - `jvm`: its `state` (none, starting, running, joined, failed, gone); of one that the library
 *     has started the JDK's `home`, `java_version`, `full_version` and `vendor`, the `class_path`,
 *     and the `options` in force, each with who gave it (`from`)
 *   - `services`, where a stream is given: for each its `state` (on, late, detached), the `height`
 *     up to which it is durable (-1 = none), what is queued for it, how many `holes` there are
 *     since the open and where the `last_hole` is, the `last_error` of a commit that waited for it,
 *     the `height` and the words of its `last_failure`, and its policy
 *   - `memory`: `chunk_bytes` of blocks, `resident_bytes` of the process, its control group's
 *     `limit_bytes`, the `jvm_ceiling_bytes` that the JVM may come to, and the `heap`, null where
 *     it cannot be measured; numbers are -1 where they are not known
 *
 * @param text   Receives the JSON and a NUL, cut where it does not fit; may be NULL where size is
 * 0.
 * @param size   Of `text`, in bytes.
 * @param stream Borrowed; NULL for what there is to say without one.
 * @return The length of the whole JSON without its NUL, as snprintf() returns it.
 */
ABCISTREAM_EXPORT size_t abcistream_describe(char *text, size_t size, const abcistream *stream);

#ifdef __cplusplus
}
#endif

#endif
