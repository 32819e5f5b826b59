package org.abcistream.api;

import java.nio.ByteBuffer;

/** ADR-038's WriteListener: is told of each key that a block has changed. */
@FunctionalInterface
public interface WriteListener {
  /**
   * A key was set or deleted.
   *
   * @param storeKey the store
   * @param key read-only, direct, borrowed for the call
   * @param value read-only, direct, borrowed for the call; empty when there is none
   * @param delete whether the key was deleted
   * @throws Exception is the service's failure for this block
   */
  void onWrite(StoreKey storeKey, ByteBuffer key, ByteBuffer value, boolean delete)
      throws Exception;
}
