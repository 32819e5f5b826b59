package org.abcistream.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

  /** {@return whether the other one has the same name} */
  @Override
  public boolean equals(@Nullable Object other) {
    // Written out, as is the hash code: what a record has by itself is linked at its first use,
    // which took every start of a node 20 ms.
    return other instanceof StoreKey storeKey && name.equals(storeKey.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** {@return the name alone, as log lines and error messages show it} */
  @Override
  public String toString() {
    return name;
  }
}
