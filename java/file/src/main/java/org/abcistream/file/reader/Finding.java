package org.abcistream.file.reader;

import java.nio.file.Path;

/**
 * Something that a check has found.
 *
 * @param path the file; for a height that is missing, the data file that should be there
 * @param offset where in the file, counted from its first byte
 * @param kind what it is
 * @param sentence what is there and what to do, without file and offset
 */
public record Finding(Path path, long offset, FindingKind kind, String sentence) {
  /** {@return file, offset, kind and sentence in one line} */
  @Override
  public String toString() {
    return "%s, byte %d: %s: %s".formatted(path, offset, kind, sentence);
  }

  /** The same, with how many more there are of its kind in the file. */
  Finding withMore(long count) {
    return new Finding(
        path, offset, kind, "%s; %d more of this kind in this file".formatted(sentence, count));
  }
}
