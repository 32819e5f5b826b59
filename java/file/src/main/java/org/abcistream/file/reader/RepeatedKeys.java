package org.abcistream.file.reader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.abcistream.api.StoreKey;

/**
 * Finds keys that a file has twice where they do not ascend. A table keeps 16 bytes of each key's
 * digest. It is of a fixed size: a file with more keys is walked several times, and each walk looks
 * at a part of them.
 */
final class RepeatedKeys {
  private static final int SLOTS = 1 << 19;
  private static final int KEYS_AT_ONCE = SLOTS / 2;

  private final MessageDigest sha256;
  private long[] table = {};

  RepeatedKeys() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String sentence(StoreKey store) {
    return "a key of store %s is there a second time: a block has each key once".formatted(store);
  }

  /**
   * Walks all pairs, as often as it takes.
   *
   * @param count how many there are
   */
  void find(Path file, StoredPairs pairs, long count, Findings findings) throws IOException {
    table = new long[2 * SLOTS];
    long parts = count / KEYS_AT_ONCE + 1;
    for (long part = 0; part < parts; part++) {
      Arrays.fill(table, 0);
      pairs.rewind();
      while (pairs.advance()) {
        ByteBuffer digest = digest(pairs);
        long high = digest.getLong(0);
        if (Long.remainderUnsigned(high, parts) == part && !add(high, digest.getLong(Long.BYTES))) {
          findings.add(file, pairs.offset(), FindingKind.KEY_TWICE, sentence(pairs.storeKey()));
        }
      }
    }
    table = new long[0];
  }

  /** Store and key, which no zero byte of a name can confuse. */
  private ByteBuffer digest(StoredPairs pairs) {
    byte[] name = pairs.storeKey().name().getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, name.length));
    sha256.update(name);
    sha256.update(pairs.key());
    return ByteBuffer.wrap(sha256.digest());
  }

  /** False when it is there already. */
  private boolean add(long high, long low) {
    int slot = (int) low & (SLOTS - 1);
    while (table[2 * slot] != 0 || table[2 * slot + 1] != 0) {
      if (table[2 * slot] == high && table[2 * slot + 1] == low) {
        return false;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    table[2 * slot] = high;
    table[2 * slot + 1] = low;
    return true;
  }
}
