package org.abcistream.api;

/**
 * What a block has changed in one store. As a {@link Payload} it is the uvarint-length-delimited
 * {@code StoreKVPair} messages that a data file holds, in the order of the writes. Borrowed until
 * {@link StreamingService#onBlock} returns.
 */
public interface ChangeSet extends Payload {
  /** {@return the store that the writes went to} */
  StoreKey storeKey();

  /** {@return how many pairs there are, deletes included} */
  long pairCount();

  /** {@return how many of the pairs are deletes} */
  long deleteCount();

  /** {@return a new cursor before the first pair} */
  PairCursor cursor();

  /**
   * Calls the listener for each pair, in order.
   *
   * @param listener borrowed for the call; gets new buffers for each pair
   * @throws Exception whatever the listener throws, at once
   */
  default void forEach(WriteListener listener) throws Exception {
    PairCursor pair = cursor();
    while (pair.next()) {
      listener.onWrite(storeKey(), pair.key(), pair.value(), pair.isDelete());
    }
  }
}
