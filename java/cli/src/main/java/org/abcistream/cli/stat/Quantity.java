package org.abcistream.cli.stat;

import java.util.Locale;

/** How numbers are written for people. */
final class Quantity {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  private static final int UNIT_STEP = 1024;

  private Quantity() {}

  /** {@code 12,345}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 12.1 KiB}. */
  static String bytes(long number) {
    double scaled = number;
    int unit = 0;
    while (scaled >= UNIT_STEP && unit < UNITS.length - 1) {
      scaled /= UNIT_STEP;
      unit++;
    }
    boolean whole = unit == 0 || scaled == Math.rint(scaled);
    return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", scaled, UNITS[unit]);
  }
}
