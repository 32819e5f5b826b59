package org.abcistream.testkit;

/** Finds the app hash in the responses that a node records, as a node's own adapter does. */
final class AppHash {
  private static final int COMMIT_DATA = 2;
  private static final int FINALIZE_APP_HASH = 5;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final byte[] message;
  private int position;

  private AppHash(byte[] message) {
    this.message = message;
  }

  /** {@code ResponseCommit.data}; empty when there is none. */
  static byte[] ofCommit(byte[] response) {
    return new AppHash(response).field(COMMIT_DATA);
  }

  /** {@code ResponseFinalizeBlock.app_hash}; empty when there is none. */
  static byte[] ofFinalizeBlock(byte[] response) {
    return new AppHash(response).field(FINALIZE_APP_HASH);
  }

  private byte[] field(int number) {
    while (position < message.length) {
      long tag = varint();
      int size = size((int) tag & 7);
      if (tag == ((long) number << 3 | BYTES)) {
        byte[] value = new byte[size];
        System.arraycopy(message, position, value, 0, size);
        return value;
      }
      position += size;
    }
    return new byte[0];
  }

  /** Bytes that the value of a field takes; its length, if it has one, is read already. */
  private int size(int wireType) {
    return switch (wireType) {
      case VARINT -> {
        varint();
        yield 0;
      }
      case FIXED64 -> Long.BYTES;
      case BYTES -> Math.toIntExact(varint());
      case FIXED32 -> Integer.BYTES;
      default -> throw new IllegalArgumentException("wire type " + wireType + " at " + position);
    };
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = message[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
