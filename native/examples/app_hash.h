/*
 * The app hash of a block. A node has it at hand; a replay takes it from the recorded responses,
 * for which this is just enough of a protobuf reader.
 */
#ifndef ABCISTREAM_EXAMPLES_APP_HASH_H
#define ABCISTREAM_EXAMPLES_APP_HASH_H

#include <abcistream/abcistream.h>

/** `ResponseCommit.data` of ABCI 0.37 (SDK v0.47). Borrowed from the response; empty as below. */
abcistream_bytes app_hash_of_commit(abcistream_bytes response);

/**
 * `ResponseFinalizeBlock.app_hash` of ABCI 0.38 (SDK v0.50 and later). Borrowed from the response;
 * empty where the field is absent or the response is no well-formed message.
 */
abcistream_bytes app_hash_of_finalize_block(abcistream_bytes response);

#endif
