package org.abcistream.testkit.contract;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.abcistream.api.Payload;

/** Bytes of a {@link LentBlock}, in as many buffers as the native library has used for them. */
class LentPayload implements Payload {
  /** What is left of a block when it is over: no text, no tag of Protocol Buffers, no zero. */
  private static final byte POISON = (byte) 0xA5;

  private static final int POISONED_AT_A_TIME = 1 << 16;

  final Loan loan;
  private final List<ByteBuffer> memory;
  private final List<ByteBuffer> views;

  LentPayload(Loan loan, List<ByteBuffer> memory) {
    this.loan = loan;
    this.memory = memory;
    this.views = memory.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
  }

  /** Copies bytes into memory of their own, which lives for as long as any buffer over it does. */
  static List<ByteBuffer> copyOf(Payload payload) {
    List<ByteBuffer> copies = new ArrayList<>();
    for (int i = 0; i < payload.bufferCount(); i++) {
      ByteBuffer buffer = payload.buffer(i);
      copies.add(ByteBuffer.allocateDirect(buffer.remaining()).put(buffer).flip());
    }
    return copies;
  }

  @Override
  public long size() {
    loan.check();
    return memory.stream().mapToLong(ByteBuffer::capacity).sum();
  }

  @Override
  public int bufferCount() {
    loan.check();
    return memory.size();
  }

  @Override
  public ByteBuffer buffer(int index) {
    loan.read();
    return views.get(Objects.checkIndex(index, views.size())).clear();
  }

  /** The memory itself. */
  List<ByteBuffer> memory() {
    return memory;
  }

  /** Overwrites every byte, under whatever buffers are still held over them. */
  static void poison(List<ByteBuffer> memory) {
    byte[] poison = new byte[POISONED_AT_A_TIME];
    Arrays.fill(poison, POISON);
    for (ByteBuffer chunk : memory) {
      ByteBuffer rest = chunk.duplicate().clear();
      while (rest.hasRemaining()) {
        rest.put(poison, 0, Math.min(poison.length, rest.remaining()));
      }
    }
  }
}
