package org.abcistream.cli.check;

/** Which of two folders. */
enum Side {
  FIRST('-', 1),
  SECOND('+', 2);

  private final char sign;
  private final int number;

  Side(char sign, int number) {
    this.sign = sign;
    this.number = number;
  }

  /** What stands before a line about it. */
  char sign() {
    return sign;
  }

  /** Its place on the command line: 1 or 2. */
  int number() {
    return number;
  }
}
