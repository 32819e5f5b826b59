package org.abcistream.file.reader;

import java.io.IOException;
import java.nio.file.Path;

/** A file of a block cannot be used. The message names file, byte, what is there and what to do. */
public final class BlockFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final FindingKind kind;
  private final transient Path file;
  private final long offset;
  private final String sentence;

  BlockFileException(FindingKind kind, Path file, long offset, String sentence) {
    super("%s, byte %d: %s".formatted(file, offset, sentence));
    this.kind = kind;
    this.file = file;
    this.offset = offset;
    this.sentence = sentence;
  }

  /** {@return what is wrong with the file} */
  public FindingKind kind() {
    return kind;
  }

  /** {@return the file} */
  public Path file() {
    return file;
  }

  /** {@return where in the file it is, counted from its first byte} */
  public long offset() {
    return offset;
  }

  /** {@return what is there and what to do, without the file and the byte} */
  public String sentence() {
    return sentence;
  }
}
