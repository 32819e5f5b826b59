package org.abcistream.file.reader;

/** Bytes are no message. Whoever knows the file makes a {@link BlockFileException} of it. */
final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int position;
  private final String found;

  /**
   * @param position where in the buffer
   * @param found what is there
   */
  MalformedMessageException(int position, String found) {
    super(found);
    this.position = position;
    this.found = found;
  }

  String found() {
    return found;
  }

  int position() {
    return position;
  }
}
