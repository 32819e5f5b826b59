package org.abcistream.testkit;

/** A call of the native library has returned a failure. The message is that of its error. */
public final class NodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The status without its prefix. */
  private final String status;

  NodeException(String status, String message) {
    super(message);
    this.status = status;
  }

  /** {@return the status without its prefix, such as {@code TIMEOUT}} */
  public String status() {
    return status;
  }
}
