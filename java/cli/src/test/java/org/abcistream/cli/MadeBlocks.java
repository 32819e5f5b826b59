package org.abcistream.cli;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;

/**
 * Makes the blocks that {@code native/bench/bench.sh --reader} measures the verbs with, always the
 * same: about 95 kB each, with keys as addresses are and values that compress about as well as a
 * chain's.
 */
final class MadeBlocks {
  private static final String[] STORES = {"acc", "bank", "distribution", "gov", "staking"};
  private static final int PAIRS_PER_STORE = 140;

  private MadeBlocks() {}

  /** Takes a new directory and how many blocks; prints how many pairs that are. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createDirectory(Path.of(arguments[0]));
    int blocks = Integer.parseInt(arguments[1]);
    Random random = new Random(1);
    for (int height = 1; height <= blocks; height++) {
      ByteArrayOutputStream pairs = new ByteArrayOutputStream();
      for (String store : STORES) {
        for (int i = 0; i < PAIRS_PER_STORE; i++) {
          pair(store, i, random).writeDelimitedTo(pairs);
        }
      }
      byte[] payload = pairs.toByteArray();
      ByteBuffer file = ByteBuffer.allocate(Long.BYTES + payload.length);
      Files.write(
          directory.resolve("block-%d-data".formatted(height)),
          file.putLong(payload.length).put(payload).array());
    }
    System.out.println(blocks * STORES.length * PAIRS_PER_STORE);
  }

  /** The keys of a store ascend with the number. */
  private static StoreKVPair pair(String store, int number, Random random) {
    byte[] key = new byte[28];
    random.nextBytes(key);
    key[0] = (byte) number;
    boolean delete = random.nextInt(20) == 0;
    byte[] value = new byte[delete ? 0 : 50 + random.nextInt(100)];
    random.nextBytes(value);
    Arrays.fill(value, value.length / 4, value.length, (byte) '0');
    return StoreKVPair.newBuilder()
        .setStoreKey(store)
        .setDelete(delete)
        .setKey(ByteString.copyFrom(key))
        .setValue(ByteString.copyFrom(value))
        .build();
  }
}
