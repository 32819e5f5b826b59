package org.abcistream.cli.decode;

/** A key or a value is not what its layout says. Ends the decoding of one pair, so it is cheap. */
final class NotDecodableException extends Exception {
  private static final long serialVersionUID = 1L;

  NotDecodableException(String message) {
    super(message, null, false, false);
  }
}
