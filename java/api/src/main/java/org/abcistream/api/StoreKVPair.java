package org.abcistream.api;

import java.nio.ByteBuffer;

/**
 * A view of one {@code StoreKVPair}: a key of a store that was set or deleted. Borrowed until
 * {@link StreamingService#onBlock} returns, or until the cursor moves on.
 */
public interface StoreKVPair {
  /** {@return the store that the key belongs to} */
  StoreKey storeKey();

  /** {@return whether the key was deleted} An empty value is not a delete. */
  boolean isDelete();

  /** {@return the key: a new read-only direct buffer over the native memory, position 0} */
  ByteBuffer key();

  /** {@return the value, empty when there is none: a new read-only direct buffer, position 0} */
  ByteBuffer value();

  /** {@return how many bytes the key has, without making a buffer} */
  int keySize();

  /** {@return how many bytes the value has, without making a buffer} */
  int valueSize();
}
