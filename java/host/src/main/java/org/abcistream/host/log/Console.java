package org.abcistream.host.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * What Java code prints, line by line on its way to the log of the stream that the printing thread
 * belongs to: the node's own standard output may be read by a program, and an operator looks into
 * the node's log. What belongs to no stream goes to the process's standard error stream.
 */
public final class Console {
  /** A line that is longer becomes two. */
  private static final int MOST_BYTES = 8192;

  /** What {@code System.err} was before it was taken over; null where it was not. */
  private static volatile @Nullable PrintStream before;

  private Console() {}

  /** Takes {@code System.out} and {@code System.err} over, once, for the life of the process. */
  public static void toLog() {
    before = System.err;
    System.setOut(lines(Level.INFO, "java.stdout"));
    System.setErr(lines(Level.WARN, "java.stderr"));
  }

  /** Where records go that no stream takes; never the log itself. */
  static PrintStream standardError() {
    PrintStream original = before;
    return original == null ? System.err : original;
  }

  /** Writes each line as a record of a logger. */
  static PrintStream lines(Level level, String logger) {
    return new PrintStream(new Lines(level, logger), true, StandardCharsets.UTF_8);
  }

  /** A line of each thread, so that those of two are not mixed. */
  private static final class Lines extends OutputStream {
    private final Level level;
    private final String logger;
    private final ThreadLocal<ByteArrayOutputStream> line =
        ThreadLocal.withInitial(ByteArrayOutputStream::new);

    Lines(Level level, String logger) {
      this.level = level;
      this.logger = logger;
    }

    @Override
    public void write(int value) {
      ByteArrayOutputStream bytes = line.get();
      if (value != '\n') {
        bytes.write(value);
      }
      if (value == '\n' || bytes.size() == MOST_BYTES) {
        String text = bytes.toString(StandardCharsets.UTF_8).stripTrailing();
        bytes.reset();
        if (!text.isEmpty()) {
          StreamLog.write(level, logger, text);
        }
      }
    }
  }
}
