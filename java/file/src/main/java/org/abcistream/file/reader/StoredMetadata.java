package org.abcistream.file.reader;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.abcistream.proto.cosmos.base.store.v1beta1.BlockMetadata;

/**
 * Makes a message of a block's metadata. Apart from the block, so that protobuf need not be there
 * for those who read only pairs or bytes.
 */
public final class StoredMetadata {
  private StoredMetadata() {}

  /**
   * {@return the metadata, a copy; empty when the block has none}
   *
   * @param block lends the bytes
   * @throws IOException if it is no {@code BlockMetadata}, or cannot be read
   */
  public static Optional<BlockMetadata> parse(StoredBlock block) throws IOException {
    Optional<ByteBuffer> bytes = block.metadataBytes();
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(BlockMetadata.parseFrom(bytes.get()));
    } catch (InvalidProtocolBufferException e) {
      throw block.noMetadata(String.valueOf(e.getMessage()));
    }
  }
}
