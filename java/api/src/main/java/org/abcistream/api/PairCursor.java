package org.abcistream.api;

/**
 * Walks the pairs of a {@link ChangeSet} in the order of the writes. The cursor is itself the view
 * of the pair that it stands on, so that a walk allocates nothing; before the first {@link #next}
 * it stands on none.
 *
 * <pre>{@code
 * PairCursor pair = changes.cursor();
 * while (pair.next()) {
 *   bytes += pair.keySize() + pair.valueSize();
 * }
 * }</pre>
 */
public interface PairCursor extends StoreKVPair {
  /**
   * Moves to the next pair.
   *
   * @return false when there is no further pair
   * @throws IllegalStateException if the block is no longer valid
   */
  boolean next();
}
