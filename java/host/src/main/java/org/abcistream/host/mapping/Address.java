package org.abcistream.host.mapping;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.Pointer;

/** An address that the native side has handed over as a number; it owns nothing. */
public final class Address extends Pointer {
  /**
   * @param address a valid address, or 0 for NULL
   */
  public Address(long address) {
    super((Pointer) null);
    this.address = address;
  }

  /**
   * A direct buffer over the memory at an address, which must outlive the buffer.
   *
   * @param size in bytes, at most {@link Integer#MAX_VALUE}
   */
  public static ByteBuffer bufferAt(long address, long size) {
    Address pointer = new Address(address);
    pointer.capacity(size);
    return pointer.asByteBuffer();
  }

  /** The same in the machine's byte order, for reading a table of numbers. */
  public static ByteBuffer tableAt(long address, long size) {
    return bufferAt(address, size).order(ByteOrder.nativeOrder());
  }
}
