package org.abcistream.api;

import java.nio.ByteBuffer;

/**
 * Bytes of a block as they lie in native memory: a few buffers that, one after the other, are the
 * whole. Made for a gathering write. Borrowed until {@link StreamingService#onBlock} returns.
 */
public interface Payload {
  /** {@return how many bytes there are in all} */
  long size();

  /** {@return how many buffers they lie in; 0 when there is no byte} */
  int bufferCount();

  /**
   * {@return one of the buffers: read-only, direct, the service's own duplicate, so that its
   * position may be moved} Asking for it again sets position and limit anew, to the whole of its
   * bytes.
   *
   * @param index from 0 to {@link #bufferCount()} - 1
   * @throws IllegalStateException if the block is no longer valid
   */
  ByteBuffer buffer(int index);
}
