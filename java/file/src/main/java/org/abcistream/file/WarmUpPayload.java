package org.abcistream.file;

import java.nio.ByteBuffer;
import org.abcistream.api.Payload;

/** A few bytes in a few buffers, for what is written before there is a block. */
final class WarmUpPayload implements Payload {
  private final ByteBuffer[] buffers = {
    ByteBuffer.allocateDirect(Long.BYTES),
    ByteBuffer.allocateDirect(Long.BYTES),
    ByteBuffer.allocateDirect(Long.BYTES)
  };

  @Override
  public long size() {
    return (long) Long.BYTES * buffers.length;
  }

  @Override
  public int bufferCount() {
    return buffers.length;
  }

  @Override
  public ByteBuffer buffer(int index) {
    return buffers[index].clear();
  }
}
