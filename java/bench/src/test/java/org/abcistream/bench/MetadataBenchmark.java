package org.abcistream.bench;

import java.io.IOException;
import org.abcistream.api.Payload;
import org.abcistream.proto.BlockMetadataParser;
import org.abcistream.proto.cosmos.base.store.v1beta1.BlockMetadata;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The metadata of a block, read as a message. */
public class MetadataBenchmark {
  /** The same bytes in one array, which is what Protocol Buffers read fastest. */
  @State(Scope.Benchmark)
  public static class Copy {
    private byte[] bytes;

    /** Copies them once. */
    @Setup
    public void copy(HeldBlock held) {
      Payload metadata = held.block().metadata();
      bytes = new byte[Math.toIntExact(metadata.size())];
      int end = 0;
      for (int i = 0; i < metadata.bufferCount(); i++) {
        int size = metadata.buffer(i).remaining();
        metadata.buffer(i).get(bytes, end, size);
        end += size;
      }
    }
  }

  /** From native memory, where it lies. */
  @Benchmark
  public BlockMetadata parse(HeldBlock held) throws IOException {
    return BlockMetadataParser.parse(held.block());
  }

  /** The bound. */
  @Benchmark
  public BlockMetadata parseArray(Copy copy) throws IOException {
    return BlockMetadata.parseFrom(copy.bytes);
  }
}
