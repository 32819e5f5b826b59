package org.abcistream.host;

/**
 * The statuses of {@code abcistream.h} that the host gives and takes; a test compares the numbers.
 */
public enum Status {
  OK(0),
  CONFIG(4),
  SERVICE_FAILED(9),
  TIMEOUT(10),
  CLOSED(12),
  INTERNAL(14);

  private final int number;

  Status(int number) {
    this.number = number;
  }

  /** The value of the constant in C. */
  public int number() {
    return number;
  }
}
