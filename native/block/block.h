/*
 * Where a block is written. The memory is already the wire format: a write becomes, in place, the
 * uvarint-delimited StoreKVPair that a data file holds, in a segment for each store; an ABCI
 * message becomes a field of BlockMetadata. Publishing hands the segments over as they are.
 *
 * Only proto3's canonical form is written: fields ascending, those with a default value left out.
 */
#ifndef ABCISTREAM_BLOCK_BLOCK_H
#define ABCISTREAM_BLOCK_BLOCK_H

#include <abcistream/abcistream.h>

#include "block/segment.h"
#include "ring/ring.h"

/** The most bytes that a key and a value, or the messages of a hook, may have together: 1 GiB less
 * what the encoding adds. A record lies in one chunk, and a chunk in one Java buffer. */
#define BLOCK_RECORD_MAX (((size_t)1 << POOL_LARGEST) - ((size_t)64 << 10))

/** The longest name of a store, in bytes; the encoding of it must fit beside a record. */
#define BLOCK_STORE_NAME_MAX 1024

/** The fields of BlockMetadata, of both generations of ABCI. */
enum block_field {
  METADATA_REQUEST_BEGIN_BLOCK = 1,
  METADATA_RESPONSE_BEGIN_BLOCK = 2,
  METADATA_DELIVER_TXS = 3,
  METADATA_REQUEST_END_BLOCK = 4,
  METADATA_RESPONSE_END_BLOCK = 5,
  METADATA_RESPONSE_COMMIT = 6,
  METADATA_REQUEST_FINALIZE_BLOCK = 7,
  METADATA_RESPONSE_FINALIZE_BLOCK = 8
};

/** The three parts of the metadata, whose order is that of the fields: see host.h. */
enum block_part { BLOCK_PART_BEFORE, BLOCK_PART_COMMIT, BLOCK_PART_FINALIZE };

/** A store of the node, found by its handle. */
struct block_store {
  struct segment *segment;
  uint8_t *prefix; /* `store_key` as every pair of this store begins; NULL = nobody wants it. */
  size_t prefix_size;
};

struct block {
  struct pool pool;
  size_t store_count;
  struct block_store *stores; /* By handle. */
  struct segment *segments;   /* By the names' order, then the three parts of the metadata. */
  bool spoilt;                /* Memory ran out: this block cannot be published. */
};

/** Prepares for `store_count` stores, none of them wanted. False when memory cannot be had. */
bool block_init(struct block *block, size_t store_count);

/** Gives everything back. Chunks that are still published are lost to the pool, not unmapped. */
void block_destroy(struct block *block);

/** Binds a handle to its place in the order of names. A store that is wanted gets its prefix. */
bool block_bind_store(struct block *block, size_t handle, size_t rank, const char *name,
                      bool wanted);

/** Appends one StoreKVPair to a store that is wanted. False when memory cannot be had. */
bool block_write(struct block *block, const struct block_store *store, abcistream_bytes key,
                 abcistream_bytes value, bool is_delete);

/** Appends a field that is one message; a message of no bytes is written too. */
bool block_message(struct block *block, enum block_part part, enum block_field field,
                   abcistream_bytes message);

/** Appends a transaction: field 3 of BlockMetadata, with request (1) and response (2) in it. */
bool block_transaction(struct block *block, abcistream_bytes request, abcistream_bytes response);

/** Drops what was gathered. */
void block_clear(struct block *block);

/**
 * Appends the commit's response, hands all that was gathered to the ring's services, and begins
 * anew. On failure nothing changes. `outcome` receives what ring_publish() says.
 */
abcistream_status block_publish(struct ring_outcome *outcome, struct block *block,
                                struct ring *ring, int64_t height, abcistream_bytes app_hash,
                                abcistream_bytes response, abcistream_error *error);

/** Takes back the memory of blocks that every service is done with. */
void block_reclaim(struct block *block, struct ring *ring);

#endif
