package org.abcistream.file.reader;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.abcistream.proto.cosmos.base.store.v1beta1.BlockMetadata;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;
import org.abcistream.proto.tendermint.abci.RequestEndBlock;
import org.abcistream.proto.tendermint.abci.ResponseEndBlock;

/** A directory whose files a test makes by hand. */
record BlockDirectory(Path path) {
  /** Writes a whole file: length and payload. */
  Path write(String name, byte[] payload) throws IOException {
    ByteBuffer file = ByteBuffer.allocate(Long.BYTES + payload.length);
    return Files.write(path.resolve(name), file.putLong(payload.length).put(payload).array());
  }

  /** Writes the data of a block. */
  Path writeData(long height, StoreKVPair... pairs) throws IOException {
    return write("block-" + height + "-data", delimited(pairs));
  }

  /** Writes the metadata of a block. */
  Path writeMeta(long height, MessageLite metadata) throws IOException {
    return write("block-" + height + "-meta", metadata.toByteArray());
  }

  /** Writes both, with a pair and the height in them. */
  void writeBlock(long height) throws IOException {
    writeData(height, set("bank", "key", "value " + height));
    writeMeta(height, metadataOf(height));
  }

  BlockFiles open() throws IOException {
    return BlockFiles.open(path, "");
  }

  /** What a check of one height finds, as {@code KIND name@offset}. */
  List<String> check(long height, Strictness strictness) throws IOException {
    try (BlockFileCheck check = BlockFileCheck.of(open(), strictness)) {
      return shown(check.check(height));
    }
  }

  /** What a check of the names finds. */
  List<String> checkListing() throws IOException {
    BlockFiles files = open();
    try (BlockFileCheck check = BlockFileCheck.of(files, Strictness.CANONICAL)) {
      return shown(check.check(files.list()));
    }
  }

  static BlockMetadata metadataOf(long height) {
    return BlockMetadata.newBuilder()
        .setRequestEndBlock(RequestEndBlock.newBuilder().setHeight(height))
        .setResponseEndBlock(ResponseEndBlock.getDefaultInstance())
        .build();
  }

  static StoreKVPair set(String store, String key, String value) {
    return StoreKVPair.newBuilder()
        .setStoreKey(store)
        .setKey(ByteString.copyFromUtf8(key))
        .setValue(ByteString.copyFromUtf8(value))
        .build();
  }

  static StoreKVPair delete(String store, String key) {
    return set(store, key, "").toBuilder().setDelete(true).build();
  }

  static byte[] delimited(StoreKVPair... pairs) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (StoreKVPair pair : pairs) {
        pair.writeDelimitedTo(bytes);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The rest of a walk, as messages. */
  static List<StoreKVPair> rest(StoredPairs pairs) throws IOException {
    List<StoreKVPair> all = new ArrayList<>();
    while (pairs.advance()) {
      all.add(message(pairs));
    }
    return all;
  }

  static StoreKVPair message(StoredPairs pair) {
    return StoreKVPair.newBuilder()
        .setStoreKey(pair.storeKey().name())
        .setDelete(pair.isDelete())
        .setKey(ByteString.copyFrom(pair.key()))
        .setValue(ByteString.copyFrom(pair.value()))
        .build();
  }

  private static List<String> shown(List<Finding> findings) {
    return findings.stream()
        .map(
            finding -> finding.kind() + " " + finding.path().getFileName() + "@" + finding.offset())
        .toList();
  }
}
