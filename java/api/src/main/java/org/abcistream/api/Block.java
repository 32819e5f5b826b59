package org.abcistream.api;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One committed block, as far as a service has asked to see it: only the stores of its {@code
 * keys}. Borrowed until {@link StreamingService#onBlock} returns; afterwards every method throws
 * {@link IllegalStateException}.
 */
public interface Block {
  /** {@return the height of the block, from 1} */
  long height();

  /** {@return the app hash of the block, empty when the node gave none: a new read-only buffer} */
  ByteBuffer appHash();

  /** {@return one change set a store, in ascending order of the names, empty ones included} */
  List<ChangeSet> changeSets();

  /** {@return all change sets one after the other: what a data file holds behind its length} */
  Payload data();

  /**
   * {@return one {@code BlockMetadata} message, not delimited: what a meta file holds behind its
   * length}
   */
  Payload metadata();
}
