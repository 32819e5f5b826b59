package org.abcistream.file.reader;

/**
 * Heights in a row.
 *
 * @param first the lowest of them
 * @param last the highest of them
 */
public record HeightRange(long first, long last) {
  /** {@return how many heights these are} */
  public long count() {
    return last - first + 1;
  }

  /** {@return {@code 7} or {@code 7 to 9}} */
  @Override
  public String toString() {
    return first == last ? String.valueOf(first) : first + " to " + last;
  }
}
