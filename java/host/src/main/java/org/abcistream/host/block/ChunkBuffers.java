package org.abcistream.host.block;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.abcistream.host.mapping.Address;
import org.jspecify.annotations.Nullable;

/** One service's own read-only buffers over the chunks of native memory, made once for each. */
final class ChunkBuffers {
  private @Nullable ByteBuffer[] buffers = new ByteBuffer[64];

  /** The buffer over a whole chunk; its position and limit are as the last user has left them. */
  ByteBuffer get(long id, long address, long capacity) {
    int index = Math.toIntExact(id);
    if (index >= buffers.length) {
      buffers = Arrays.copyOf(buffers, Math.max(index + 1, 2 * buffers.length));
    }
    ByteBuffer buffer = buffers[index];
    if (buffer == null) {
      buffer = Address.bufferAt(address, capacity).asReadOnlyBuffer();
      buffers[index] = buffer;
    }
    return buffer;
  }
}
