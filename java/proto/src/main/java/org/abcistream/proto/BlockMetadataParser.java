package org.abcistream.proto;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.abcistream.api.Block;
import org.abcistream.api.Payload;
import org.abcistream.proto.cosmos.base.store.v1beta1.BlockMetadata;

/**
 * Reads the metadata of a block where it lies, without bringing its buffers together first. What it
 * returns is a copy, which may be kept. To be called on the thread that has the block.
 */
public final class BlockMetadataParser {
  private BlockMetadataParser() {}

  /**
   * {@return the metadata of a block}
   *
   * @param block borrowed for the call
   * @throws IOException if it is no such message: an {@link InvalidProtocolBufferException} that
   *     names the height
   */
  public static BlockMetadata parse(Block block) throws IOException {
    Payload metadata = block.metadata();
    try {
      return parse(metadata);
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidProtocolBufferException(
          ("block %d: its metadata of %d bytes is no BlockMetadata message (%s); check that the node"
                  + " hands over the protobuf bytes of ABCI messages")
              .formatted(block.height(), metadata.size(), e.getMessage()),
          e);
    }
  }

  /**
   * {@return the one {@code BlockMetadata} message that the payload holds, not delimited}
   *
   * @param payload borrowed for the call
   * @throws IOException if it is no such message: an {@link InvalidProtocolBufferException}
   */
  public static BlockMetadata parse(Payload payload) throws IOException {
    if (payload.size() > Integer.MAX_VALUE) {
      throw new InvalidProtocolBufferException(
          "%d bytes are more than the %d that a protobuf message can have"
              .formatted(payload.size(), Integer.MAX_VALUE));
    }
    // Aliasing stays off, which is the default: the memory belongs to a later block soon.
    CodedInputStream input = CodedInputStream.newInstance(buffersOf(payload));
    BlockMetadata metadata = BlockMetadata.parseFrom(input);
    // The parser also stops, as at the end, at an end-group tag that nothing has opened.
    input.checkLastTagWas(0);
    return metadata;
  }

  private static List<ByteBuffer> buffersOf(Payload payload) {
    List<ByteBuffer> buffers = new ArrayList<>(payload.bufferCount());
    for (int i = 0; i < payload.bufferCount(); i++) {
      buffers.add(payload.buffer(i));
    }
    return buffers;
  }
}
