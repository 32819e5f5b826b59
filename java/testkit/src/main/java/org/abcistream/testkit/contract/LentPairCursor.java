package org.abcistream.testkit.contract;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import org.abcistream.api.PairCursor;
import org.abcistream.api.StoreKey;

/** Walks the delimited {@code StoreKVPair} messages of a {@link LentChangeSet}. */
final class LentPairCursor implements PairCursor {
  private static final ByteBuffer EMPTY = ByteBuffer.allocateDirect(0).asReadOnlyBuffer();
  private static final int STORE_KEY_TAG = 1 << 3 | 2;
  private static final int DELETE_TAG = 2 << 3;
  private static final int KEY_TAG = 3 << 3 | 2;
  private static final int VALUE_TAG = 4 << 3 | 2;

  private final Loan loan;
  private final StoreKey storeKey;
  private final Iterator<ByteBuffer> chunks;
  private ByteBuffer chunk = EMPTY;
  private boolean delete;
  private ByteBuffer key = EMPTY;
  private ByteBuffer value = EMPTY;

  LentPairCursor(Loan loan, StoreKey storeKey, List<ByteBuffer> memory) {
    this.loan = loan;
    this.storeKey = storeKey;
    this.chunks = memory.stream().map(ByteBuffer::asReadOnlyBuffer).iterator();
  }

  /** A message never spans two chunks. */
  @Override
  public boolean next() {
    loan.read();
    while (!chunk.hasRemaining()) {
      if (!chunks.hasNext()) {
        return false;
      }
      chunk = chunks.next();
    }
    delete = false;
    key = EMPTY;
    value = EMPTY;
    int size = varint();
    int end = chunk.position() + size;
    while (chunk.position() < end) {
      readField();
    }
    return true;
  }

  private void readField() {
    int tag = varint();
    switch (tag) {
      case STORE_KEY_TAG -> bytes();
      case DELETE_TAG -> delete = varint() != 0;
      case KEY_TAG -> key = bytes();
      case VALUE_TAG -> value = bytes();
      default -> throw new IllegalStateException("no StoreKVPair has a field of tag " + tag);
    }
  }

  private ByteBuffer bytes() {
    int size = varint();
    ByteBuffer bytes = chunk.slice(chunk.position(), size);
    chunk.position(chunk.position() + size);
    return bytes;
  }

  private int varint() {
    int number = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = chunk.get();
      number |= (next & 0x7F) << shift;
      if (next >= 0) {
        return number;
      }
    }
  }

  @Override
  public StoreKey storeKey() {
    loan.check();
    return storeKey;
  }

  @Override
  public boolean isDelete() {
    loan.check();
    return delete;
  }

  @Override
  public ByteBuffer key() {
    loan.read();
    return key.slice();
  }

  @Override
  public ByteBuffer value() {
    loan.read();
    return value.slice();
  }

  @Override
  public int keySize() {
    loan.check();
    return key.remaining();
  }

  @Override
  public int valueSize() {
    loan.check();
    return value.remaining();
  }
}
