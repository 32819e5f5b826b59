package org.abcistream.file.layout;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run of heights that the service goes on without, as a line of a {@code .holes} file says it:
 * {@code FIRST-LAST TIME REASON}, ended by a line feed, in UTF-8. Lines ascend, and no height is in
 * two of them. The file has every hole below the service's progress, and is not there as long as
 * there is none.
 *
 * @param first the lowest height, at least 1
 * @param last the highest height
 * @param time when the service was told of it
 * @param reason a phrase without line breaks
 */
public record Hole(long first, long last, Instant time, String reason) {
  /** Checks the heights, and leaves the reason in one line. */
  public Hole {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("no heights are from %d to %d".formatted(first, last));
    }
    reason = reason.replaceAll("\\R", " ");
  }

  /**
   * Reads a line.
   *
   * @param line without the line feed
   * @throws IllegalArgumentException if it is none of such a file
   */
  public static Hole parse(String line) {
    String[] parts = line.split(" ", 3);
    String[] heights = parts[0].split("-", 2);
    if (parts.length < 3 || heights.length < 2) {
      throw malformed(line, null);
    }
    try {
      return new Hole(
          Long.parseLong(heights[0]),
          Long.parseLong(heights[1]),
          Instant.parse(parts[1]),
          parts[2]);
    } catch (NumberFormatException | DateTimeException e) {
      throw malformed(line, e);
    }
  }

  private static IllegalArgumentException malformed(String line, @Nullable Exception cause) {
    return new IllegalArgumentException("\"" + line + "\" is no line of a file of holes", cause);
  }

  /** The line of the file, with its line feed. */
  public String line() {
    return first + "-" + last + " " + time + " " + reason + "\n";
  }

  /** Whether another one begins where this one ends, for the same reason. */
  public boolean isContinuedBy(Hole next) {
    return next.first == last + 1 && next.reason.equals(reason);
  }

  /** The same up to a higher or a lower height. */
  public Hole upTo(long height) {
    return new Hole(first, height, time, reason);
  }
}
