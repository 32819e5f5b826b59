package org.abcistream.proto;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.abcistream.api.Payload;

/** Bytes in direct memory, cut into buffers as a segment of the library is. */
final class DirectPayload implements Payload {
  private static final byte POISON = (byte) 0xa5;

  private final List<ByteBuffer> buffers = new ArrayList<>();

  /**
   * Copies the bytes.
   *
   * @param cuts where one buffer ends and the next begins, ascending
   */
  static DirectPayload of(ByteString bytes, int... cuts) {
    DirectPayload payload = new DirectPayload();
    int begin = 0;
    for (int end : cuts) {
      payload.buffers.add(direct(bytes.substring(begin, end)));
      begin = end;
    }
    payload.buffers.add(direct(bytes.substring(begin)));
    return payload;
  }

  static DirectPayload empty() {
    return new DirectPayload();
  }

  static ByteBuffer direct(ByteString bytes) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.size());
    bytes.copyTo(buffer);
    return buffer.flip();
  }

  /** Does to the memory what a later block does. */
  void poison() {
    for (ByteBuffer buffer : buffers) {
      byte[] poison = new byte[buffer.capacity()];
      Arrays.fill(poison, POISON);
      buffer.put(0, poison);
    }
  }

  @Override
  public long size() {
    return buffers.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  @Override
  public int bufferCount() {
    return buffers.size();
  }

  @Override
  public ByteBuffer buffer(int index) {
    return buffers.get(index).asReadOnlyBuffer();
  }
}
