package org.abcistream.cli.stat;

/**
 * An axis from 0 to a round number that nothing is above.
 *
 * @param step what lies between two lines
 * @param steps how many of these there are
 */
record Scale(long step, int steps) {
  private static final int MOST_STEPS = 5;
  private static final int DECIMAL = 10;
  private static final int BINARY = 1024;

  /** For counts: steps of 1, 2 or 5 and zeros. */
  static Scale ofCounts(long most) {
    return of(most, DECIMAL, new int[] {1, 2, 5});
  }

  /** For bytes: steps that are round in KiB, MiB and so on. */
  static Scale ofBytes(long most) {
    return of(most, BINARY, new int[] {1, 2, 5, 10, 20, 50, 100, 200, 500});
  }

  private static Scale of(long most, int base, int[] factors) {
    for (long unit = 1; ; unit *= base) {
      for (int factor : factors) {
        long step = unit * factor;
        if (step * MOST_STEPS >= most) {
          return new Scale(step, (int) Math.max(1, (most + step - 1) / step));
        }
      }
    }
  }

  long top() {
    return step * steps;
  }
}
