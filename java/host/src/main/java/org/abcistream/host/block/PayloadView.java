package org.abcistream.host.block;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.abcistream.api.Payload;

/** A run of a block's buffers. */
class PayloadView implements Payload {
  final Lease lease;
  private final BlockReader reader;
  private final int firstBuffer;
  private final int bufferCount;
  private final long size;

  PayloadView(Lease lease, BlockReader reader, int firstBuffer, int bufferCount, long size) {
    this.lease = lease;
    this.reader = reader;
    this.firstBuffer = firstBuffer;
    this.bufferCount = bufferCount;
    this.size = size;
  }

  @Override
  public long size() {
    lease.check();
    return size;
  }

  @Override
  public int bufferCount() {
    lease.check();
    return bufferCount;
  }

  @Override
  public ByteBuffer buffer(int index) {
    lease.check();
    Objects.checkIndex(index, bufferCount);
    return reader.buffer(firstBuffer + index);
  }
}
