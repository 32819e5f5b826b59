package org.abcistream.host.block;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.abcistream.api.PairCursor;
import org.abcistream.api.StoreKey;

/**
 * Walks the pairs that the native encoder has written. It relies on that encoder: fields ascending,
 * the store's key the same in each pair of a change set, no other field. Straight-line code, since
 * the compiler stops to inline a loop over tags, which then costs three times as much.
 */
final class EncodedPairCursor implements PairCursor {
  private static final ByteBuffer EMPTY = ByteBuffer.allocateDirect(0).asReadOnlyBuffer();
  private static final byte DELETE_TAG = 2 << 3;
  private static final byte KEY_TAG = 3 << 3 | 2;
  private static final byte VALUE_TAG = 4 << 3 | 2;

  private final ChangeSetView changes;
  private final StoreKey storeKey;
  private final int prefixSize;
  private int nextBuffer;
  private ByteBuffer buffer = EMPTY;
  private int position;
  private boolean delete;
  private int keyOffset;
  private int keySize;
  private int valueOffset;
  private int valueSize;

  EncodedPairCursor(ChangeSetView changes, StoreKey storeKey) {
    this.changes = changes;
    this.storeKey = storeKey;
    int nameSize = storeKey.name().getBytes(StandardCharsets.UTF_8).length;
    this.prefixSize = 1 + varintSize(nameSize) + nameSize;
  }

  private static int varintSize(int value) {
    return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : 3;
  }

  @Override
  public boolean next() {
    changes.lease.check();
    if (position == buffer.limit() && !nextBuffer()) {
      return false;
    }
    int size = varint();
    int end = position + size;
    position += prefixSize;
    byte tag = buffer.get(position++);
    delete = tag == DELETE_TAG;
    if (delete) {
      position++;
      tag = buffer.get(position++);
    }
    if (tag != KEY_TAG) {
      throw malformed();
    }
    keySize = varint();
    keyOffset = position;
    position += keySize;
    valueSize = 0;
    valueOffset = position;
    if (position != end) {
      readValue(end);
    }
    return true;
  }

  private void readValue(int end) {
    if (buffer.get(position++) != VALUE_TAG) {
      throw malformed();
    }
    valueSize = varint();
    valueOffset = position;
    position += valueSize;
    if (position != end) {
      throw malformed();
    }
  }

  /**
   * Moves to the next buffer that has bytes. The cursor reads a slice, whose limit nobody moves.
   */
  private boolean nextBuffer() {
    while (nextBuffer < changes.bufferCount()) {
      buffer = changes.buffer(nextBuffer++).slice();
      position = 0;
      if (buffer.limit() > 0) {
        return true;
      }
    }
    return false;
  }

  private int varint() {
    int value = buffer.get(position++);
    return value >= 0 ? value : longVarint(value & 0x7F);
  }

  private int longVarint(int value) {
    for (int shift = 7; shift < 35; shift += 7) {
      int next = buffer.get(position++);
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed();
  }

  private IllegalStateException malformed() {
    return new IllegalStateException(
        "the native memory of store %s holds no StoreKVPair near byte %d; the library has a fault"
            .formatted(storeKey, position));
  }

  @Override
  public StoreKey storeKey() {
    changes.lease.check();
    return storeKey;
  }

  @Override
  public boolean isDelete() {
    changes.lease.check();
    return delete;
  }

  @Override
  public ByteBuffer key() {
    changes.lease.check();
    return buffer.slice(keyOffset, keySize);
  }

  @Override
  public ByteBuffer value() {
    changes.lease.check();
    return buffer.slice(valueOffset, valueSize);
  }

  @Override
  public int keySize() {
    changes.lease.check();
    return keySize;
  }

  @Override
  public int valueSize() {
    changes.lease.check();
    return valueSize;
  }
}
