package org.abcistream.dist;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.abcistream.proto.cosmos.base.store.v1beta1.BlockMetadata;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;
import org.abcistream.proto.tendermint.abci.RequestFinalizeBlock;
import org.abcistream.proto.tendermint.abci.ResponseCommit;
import org.abcistream.proto.tendermint.abci.ResponseFinalizeBlock;
import org.abcistream.testkit.Node;

/**
 * A block of a test's own: the hooks that a node calls for it, and the files that it must become.
 * The files are made by Protocol Buffers, not by the library's encoder.
 *
 * @param appHash tells two blocks of one height apart; may be empty
 * @param pairs the writes, in the order in which the node makes them
 */
record ModelBlock(long height, ByteString appHash, List<StoreKVPair> pairs) {
  /** A block of one write, to the store {@code bank}, that says which block it is. */
  static ModelBlock of(long height, String appHash) {
    StoreKVPair pair = pair("bank", "supply", "block %d of %s".formatted(height, appHash));
    return new ModelBlock(height, ByteString.copyFromUtf8(appHash), List.of(pair));
  }

  /** The same block with other writes. */
  ModelBlock withPairs(List<StoreKVPair> newPairs) {
    return new ModelBlock(height, appHash, newPairs);
  }

  /** The same block at another height. */
  ModelBlock at(long newHeight) {
    return new ModelBlock(newHeight, appHash, pairs);
  }

  /** A key that was set. */
  static StoreKVPair pair(String store, String key, String value) {
    return StoreKVPair.newBuilder()
        .setStoreKey(store)
        .setKey(ByteString.copyFromUtf8(key))
        .setValue(ByteString.copyFromUtf8(value))
        .build();
  }

  /** A key that was deleted. */
  static StoreKVPair delete(String store, String key) {
    return pair(store, key, "").toBuilder().setDelete(true).build();
  }

  /** The files of some blocks, by their names, for a service without a prefix that sees all. */
  static NavigableMap<String, ByteString> filesOf(ModelBlock... blocks) {
    NavigableMap<String, ByteString> files = new TreeMap<>();
    for (ModelBlock block : blocks) {
      files.put("block-%d-data".formatted(block.height), block.dataFile());
      files.put("block-%d-meta".formatted(block.height), block.metaFile());
    }
    return files;
  }

  /** Calls all hooks of the block. */
  void commitTo(Node node) {
    node.listenFinalizeBlock(finalizeRequest().toByteArray(), finalizeResponse().toByteArray());
    for (StoreKVPair pair : pairs) {
      node.onWrite(
          pair.getStoreKey(),
          pair.getKey().toByteArray(),
          pair.getValue().toByteArray(),
          pair.getDelete());
    }
    node.listenCommit(height, appHash.toByteArray(), commitResponse().toByteArray());
  }

  /** What its data file must hold. */
  ByteString dataFile() {
    ByteString.Output payload = ByteString.newOutput();
    try {
      for (StoreKVPair pair : sortedPairs()) {
        pair.writeDelimitedTo(payload);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return withLength(payload.toByteString());
  }

  /** What its meta file must hold. */
  ByteString metaFile() {
    return withLength(
        BlockMetadata.newBuilder()
            .setRequestFinalizeBlock(finalizeRequest())
            .setResponseFinalizeBlock(finalizeResponse())
            .setResponseCommit(commitResponse())
            .build()
            .toByteString());
  }

  private List<StoreKVPair> sortedPairs() {
    return pairs.stream().sorted(Comparator.comparing(StoreKVPair::getStoreKey)).toList();
  }

  private static ByteString withLength(ByteString payload) {
    byte[] length = ByteBuffer.allocate(Long.BYTES).putLong(payload.size()).array();
    return ByteString.copyFrom(length).concat(payload);
  }

  private RequestFinalizeBlock finalizeRequest() {
    return RequestFinalizeBlock.newBuilder().setHeight(height).build();
  }

  private ResponseFinalizeBlock finalizeResponse() {
    return ResponseFinalizeBlock.newBuilder().setAppHash(appHash).build();
  }

  private ResponseCommit commitResponse() {
    return ResponseCommit.newBuilder().setRetainHeight(height - 1).build();
  }
}
