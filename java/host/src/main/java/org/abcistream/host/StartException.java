package org.abcistream.host;

/** A stream cannot be opened. The message is shown to the operator as it is. */
final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Status status;
  private final String sentence;

  StartException(Status status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
    this.sentence = message;
  }

  StartException(Status status, String message) {
    super(message);
    this.status = status;
    this.sentence = message;
  }

  /** The message, which is never absent. */
  String sentence() {
    return sentence;
  }

  Status status() {
    return status;
  }
}
