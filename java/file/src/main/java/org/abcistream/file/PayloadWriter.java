package org.abcistream.file;

import static org.abcistream.file.layout.BlockFileKind.LENGTH_SIZE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.abcistream.api.Payload;

/**
 * Writes what stands in a file of a block: 8 bytes of length, big-endian, then the payload,
 * straight from native memory. Allocates nothing. For one thread.
 */
final class PayloadWriter {
  /** Linux takes no more buffers in one call (IOV_MAX). */
  private static final int BATCH = 1024;

  private final ByteBuffer length = ByteBuffer.allocateDirect(LENGTH_SIZE);
  private final ByteBuffer[] batch = new ByteBuffer[BATCH];

  PayloadWriter() {
    Arrays.fill(batch, length);
  }

  /**
   * Appends length and payload.
   *
   * @throws IOException if it cannot be written whole; the file is then of no use
   */
  void write(FileChannel channel, Payload payload) throws IOException {
    length.clear().putLong(payload.size()).flip();
    batch[0] = length;
    int count = 1;
    long written = 0;
    for (int i = 0; i < payload.bufferCount(); i++) {
      if (count == BATCH) {
        written += writeBatch(channel, count);
        count = 0;
      }
      batch[count++] = payload.buffer(i);
    }
    written += writeBatch(channel, count);
    if (written != LENGTH_SIZE + payload.size()) {
      throw new IOException(
          "a payload of %d bytes came in buffers of %d bytes"
              .formatted(payload.size(), written - LENGTH_SIZE));
    }
  }

  /** A loop, since one call writes no more than 2,147,479,552 bytes, and may write less. */
  private long writeBatch(FileChannel channel, int count) throws IOException {
    long written = 0;
    int first = 0;
    while (first < count) {
      written += channel.write(batch, first, count - first);
      while (first < count && !batch[first].hasRemaining()) {
        // Nothing of a block is kept behind its end, not even a reference.
        batch[first++] = length;
      }
    }
    return written;
  }
}
