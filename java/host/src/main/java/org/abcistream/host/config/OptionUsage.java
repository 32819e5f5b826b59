package org.abcistream.host.config;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Which options were looked up: the names that somebody knows, whether or not they are set. Case
 * does not count. Usable from any thread.
 */
final class OptionUsage {
  private final Set<String> names = new ConcurrentSkipListSet<>(String.CASE_INSENSITIVE_ORDER);

  void lookedUp(String name) {
    names.add(name);
  }

  boolean knows(String name) {
    return names.contains(name);
  }

  /**
   * The known name that is most like another, or empty when none is. A third of the key's letters
   * may be wrong: enough for {@code write-dir} or a word left out, too little for a name that has
   * nothing to do with it.
   */
  Optional<String> nearestTo(String name) {
    int keySize = name.length() - (name.lastIndexOf('.') + 1);
    int limit = 1 + keySize / 3;
    return names.stream()
        .filter(known -> distance(known, name) <= limit)
        .min(Comparator.comparingInt(known -> distance(known, name)));
  }

  /** How many characters must be put in, taken out or replaced to make one text of the other. */
  private static int distance(String left, String right) {
    String from = left.toLowerCase(Locale.ROOT);
    String to = right.toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
