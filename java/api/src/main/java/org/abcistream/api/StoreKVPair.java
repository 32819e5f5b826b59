package org.abcistream.api;

import java.nio.ByteBuffer;

/**
 * A view of one {@code StoreKVPair}: a key of a store that was set or deleted. Borrowed until
 * {@link StreamingService#onBlock} returns, or until the cursor moves on.
 */
public interface StoreKVPair {
  /** The store that the key belongs to. */
  StoreKey storeKey();

  /** Whether the key was deleted. An empty value is not a delete. */
  boolean isDelete();

  /** The key: a new read-only direct buffer over the native memory, position 0. */
  ByteBuffer key();

  /** The value, empty when there is none: a new read-only direct buffer, position 0. */
  ByteBuffer value();

  /** Bytes in the key, without making a buffer. */
  int keySize();

  /** Bytes in the value, without making a buffer. */
  int valueSize();
}
