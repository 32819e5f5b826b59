package org.abcistream.file.reader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.abcistream.api.StoreKey;
import org.jspecify.annotations.Nullable;

/** Looks for what is wrong with the pairs of one file after the other. */
final class PairCheck {
  /** No chain has keys that come near; where one has, it is compared with none. */
  private static final int MAX_KEY_SIZE = 16 << 20;

  private static final int FIRST_CAPACITY = 256;

  private final Strictness strictness;
  private final RepeatedKeys repeatedKeys = new RepeatedKeys();
  private Findings findings = new Findings();
  private Path file = Path.of("");

  /** The store and the key of the pair before. */
  private @Nullable StoreKey store;

  private ByteBuffer key = ByteBuffer.allocate(FIRST_CAPACITY);
  private int keySize;

  /** Whether all stores and keys so far ascend, so that a key that comes twice is seen at once. */
  private boolean sorted;

  PairCheck(Strictness strictness) {
    this.strictness = strictness;
  }

  /** Walks all pairs, once if they are sorted. */
  void check(Path path, StoredPairs pairs, Findings found) throws IOException {
    file = path;
    findings = found;
    store = null;
    sorted = true;
    long count = 0;
    pairs.rewind();
    while (pairs.advance()) {
      count++;
      if (!pairs.isCanonical() && strictness == Strictness.CANONICAL) {
        findings.add(
            file,
            pairs.offset(),
            FindingKind.NOT_CANONICAL,
            "a pair is valid, but not encoded as the service and the reference do it: find out what"
                + " wrote the file");
      }
      checkOrder(pairs);
    }
    if (!sorted) {
      repeatedKeys.find(file, pairs, count, findings);
    }
  }

  private void checkOrder(StoredPairs pairs) {
    StoreKey before = store;
    if (before == null || pairs.beginsStore()) {
      if (before != null && before.compareTo(pairs.storeKey()) > 0) {
        unsorted(
            pairs,
            FindingKind.UNSORTED_STORES,
            "store %s comes after store %s".formatted(pairs.storeKey(), before));
      }
      store = pairs.storeKey();
    } else {
      int order = compareWithKeyBefore(pairs.bytes(), pairs.keyOffset(), pairs.keySize());
      if (order == 0) {
        findings.add(
            file, pairs.offset(), FindingKind.KEY_TWICE, RepeatedKeys.sentence(pairs.storeKey()));
      } else if (order < 0) {
        unsorted(
            pairs,
            FindingKind.UNSORTED_KEYS,
            "a key of store %s comes after a greater one".formatted(before));
      }
    }
    remember(pairs);
  }

  private void unsorted(StoredPairs pairs, FindingKind kind, String sentence) {
    sorted = false;
    if (strictness == Strictness.CANONICAL) {
      findings.add(file, pairs.offset(), kind, sentence + ": the reference never writes that");
    }
  }

  private void remember(StoredPairs pairs) {
    int size = pairs.keySize();
    if (size > MAX_KEY_SIZE) {
      findings.add(
          file,
          pairs.offset(),
          FindingKind.NOT_READABLE,
          "a key has %d bytes, and only keys of at most %d are compared with each other"
              .formatted(size, MAX_KEY_SIZE));
      size = 0;
    }
    if (size > key.capacity()) {
      key = ByteBuffer.allocate(2 * size);
    }
    key.put(0, pairs.bytes(), pairs.keyOffset(), size);
    keySize = size;
  }

  /** Negative when these bytes are less than the key before. */
  private int compareWithKeyBefore(ByteBuffer bytes, int offset, int size) {
    int common = Math.min(size, keySize);
    int i = 0;
    for (; i <= common - Long.BYTES; i += Long.BYTES) {
      long now = bytes.getLong(offset + i);
      long then = key.getLong(i);
      if (now != then) {
        return Long.compareUnsigned(now, then);
      }
    }
    for (; i < common; i++) {
      int difference = Byte.toUnsignedInt(bytes.get(offset + i)) - Byte.toUnsignedInt(key.get(i));
      if (difference != 0) {
        return difference;
      }
    }
    return size - keySize;
  }
}
