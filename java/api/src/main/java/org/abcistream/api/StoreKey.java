package org.abcistream.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name of one of the node's stores ({@code bank}, {@code staking}). Ordered as the data files
 * are: by the bytes of the name in UTF-8.
 *
 * @param name at least one character
 */
public record StoreKey(String name) implements Comparable<StoreKey> {
  /**
   * Checks the name.
   *
   * @param name at least one character
   * @throws IllegalArgumentException if the name is empty
   */
  public StoreKey {
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "a store has an empty name: give it at least one character");
    }
  }

  @Override
  public int compareTo(StoreKey other) {
    return Arrays.compareUnsigned(
        name.getBytes(StandardCharsets.UTF_8), other.name.getBytes(StandardCharsets.UTF_8));
  }

  /** {@return the name alone, as log lines and error messages show it} */
  @Override
  public String toString() {
    return name;
  }
}
