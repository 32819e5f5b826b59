package org.abcistream.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.abcistream.api.Payload;

/** A payload over direct buffers, as the host's are. */
record SamplePayload(long size, List<ByteBuffer> buffers) implements Payload {
  static final SamplePayload EMPTY = new SamplePayload(0, List.of());

  /** One buffer a part. */
  static SamplePayload of(byte[]... parts) {
    List<ByteBuffer> buffers = Stream.of(parts).map(SamplePayload::direct).toList();
    return new SamplePayload(buffers.stream().mapToLong(ByteBuffer::remaining).sum(), buffers);
  }

  static SamplePayload of(String... parts) {
    return of(
        Stream.of(parts).map(part -> part.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new));
  }

  @Override
  public int bufferCount() {
    return buffers.size();
  }

  @Override
  public ByteBuffer buffer(int index) {
    return buffers.get(index).clear();
  }

  /** All bytes, as a file has them behind the length. */
  byte[] bytes() {
    ByteBuffer all = ByteBuffer.allocate((int) size);
    for (int i = 0; i < bufferCount(); i++) {
      all.put(buffer(i));
    }
    return all.array();
  }

  /** The whole file: length and bytes. */
  byte[] fileBytes() {
    return ByteBuffer.allocate(Long.BYTES + (int) size).putLong(size).put(bytes()).array();
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
  }
}
