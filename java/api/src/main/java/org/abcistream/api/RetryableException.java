package org.abcistream.api;

/**
 * A failure of {@link StreamingService#onBlock} that may be over soon: a broker that is away, a
 * lock that another holds. The host calls the service again with the same block, with growing
 * pauses, until the service's {@code timeout} has passed; only then is it a failure like any other.
 */
public class RetryableException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A failure with its cause.
   *
   * @param message names the thing, the value and what to do; shown to the operator as it is
   * @param cause what has gone wrong
   */
  public RetryableException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A failure without a cause.
   *
   * @param message names the thing, the value and what to do; shown to the operator as it is
   */
  public RetryableException(String message) {
    super(message);
  }
}
