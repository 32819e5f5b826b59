package org.abcistream.cli.decode;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.abcistream.api.StoreKVPair;
import org.jspecify.annotations.Nullable;

/** Says what the pairs of well-known stores mean. Immutable; for any thread. */
public final class ValueDecoder {
  private static final int FIRST_BYTES = 256;

  /** For each store the layouts by the first byte of their keys, which is never that of two. */
  private static final Map<String, @Nullable PairLayout[]> LAYOUTS =
      Map.of(
          "acc", byFirstByte(AccountPairs.LAYOUTS),
          "bank", byFirstByte(BankPairs.LAYOUTS),
          "staking", byFirstByte(StakingPairs.LAYOUTS));

  private final AddressFormat addresses;

  /**
   * @param bech32Prefix what the chain's addresses begin with, such as {@code cosmos}; empty to
   *     show them in hex
   * @throws IllegalArgumentException if no address can begin with it
   */
  public ValueDecoder(String bech32Prefix) {
    addresses = new AddressFormat(bech32Prefix);
  }

  /**
   * Decodes a pair, whether it was set or deleted.
   *
   * @param pair lent for the call
   * @return empty when it is not a well-known pair, or not as such pairs are
   */
  public Optional<DecodedPair> decode(StoreKVPair pair) {
    String store = pair.storeKey().name();
    return pair.isDelete()
        ? decodeDeleted(store, pair.key())
        : decode(store, pair.key(), pair.value());
  }

  /**
   * Decodes a pair that was set.
   *
   * @param storeKey the name of its store
   * @param key borrowed; its position and limit stay
   * @param value borrowed; its position and limit stay
   * @return empty when it is not a well-known pair, or not as such pairs are
   */
  public Optional<DecodedPair> decode(String storeKey, ByteBuffer key, ByteBuffer value) {
    return find(storeKey, key)
        .flatMap(layout -> layout.decode(key.duplicate(), value.duplicate(), addresses));
  }

  /**
   * Decodes a key that was deleted.
   *
   * @param storeKey the name of its store
   * @param key borrowed; its position and limit stay
   * @return without a value; empty when it is not a well-known key
   */
  public Optional<DecodedPair> decodeDeleted(String storeKey, ByteBuffer key) {
    return find(storeKey, key).flatMap(layout -> layout.decodeKey(key.duplicate(), addresses));
  }

  private static Optional<PairLayout> find(String storeKey, ByteBuffer key) {
    @Nullable PairLayout[] layouts = LAYOUTS.get(storeKey);
    return layouts == null || !key.hasRemaining()
        ? Optional.empty()
        : Optional.ofNullable(layouts[Byte.toUnsignedInt(key.get(key.position()))]);
  }

  private static @Nullable PairLayout[] byFirstByte(List<PairLayout> layouts) {
    @Nullable PairLayout[] table = new @Nullable PairLayout[FIRST_BYTES];
    for (PairLayout layout : layouts) {
      table[layout.firstByte()] = layout;
    }
    return table;
  }
}
