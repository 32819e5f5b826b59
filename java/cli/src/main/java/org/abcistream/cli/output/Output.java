package org.abcistream.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Bytes and lines in UTF-8 for whoever reads the output, buffered until {@link #flush}. For one
 * thread.
 */
public final class Output extends Writer {
  private static final int BUFFER_SIZE = 1 << 16;

  private final OutputStream stream;
  private final byte[] buffer = new byte[BUFFER_SIZE];
  private int used;
  private Runnable beforeWriting = () -> {};

  /**
   * @param stream is written to in large pieces, and never closed
   */
  public Output(OutputStream stream) {
    this.stream = stream;
  }

  /**
   * Has something done each time before what was printed leaves, such as clearing the line that it
   * goes to.
   *
   * @param action takes the place of the one before
   */
  public void beforeWriting(Runnable action) {
    beforeWriting = action;
  }

  /**
   * Prints a line.
   *
   * @throws BrokenPipeException if nobody reads any more
   * @throws IOException if it cannot be written
   */
  public void line(CharSequence text) throws IOException {
    text(text);
    put((byte) '\n');
  }

  /** Prints a text, and begins no new line behind it. */
  public void text(CharSequence text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        write(StandardCharsets.UTF_8.encode(text.subSequence(i, text.length()).toString()));
        return;
      }
      put((byte) text.charAt(i));
    }
  }

  /**
   * Prints bytes as they are.
   *
   * @param bytes borrowed; its position and limit stay
   */
  public void write(ByteBuffer bytes) throws IOException {
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      if (used == buffer.length) {
        drain();
      }
      int size = Math.min(rest.remaining(), buffer.length - used);
      rest.get(buffer, used, size);
      used += size;
    }
  }

  @Override
  public void write(char[] characters, int offset, int size) throws IOException {
    text(CharBuffer.wrap(characters, offset, size));
  }

  /** Returns when the system has everything. */
  @Override
  public void flush() throws IOException {
    drain();
    try {
      stream.flush();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Flushes; the stream stays open. */
  @Override
  public void close() throws IOException {
    flush();
  }

  private void put(byte value) throws IOException {
    if (used == buffer.length) {
      drain();
    }
    buffer[used++] = value;
  }

  private void drain() throws IOException {
    int size = used;
    used = 0;
    if (size > 0) {
      beforeWriting.run();
    }
    try {
      stream.write(buffer, 0, size);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static IOException failure(IOException e) {
    String reason = String.valueOf(e.getMessage());
    return reason.contains("Broken pipe")
        ? new BrokenPipeException(e)
        : new IOException(
            "the output cannot be written: %s; free space there, or let it go elsewhere"
                .formatted(reason),
            e);
  }
}
