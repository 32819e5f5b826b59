package org.abcistream.host.block;

import java.nio.ByteBuffer;
import org.abcistream.host.mapping.Address;

/**
 * The window through which one kind of table is read. The native side uses its tables again and
 * again, so that the window mostly lies there already. For one thread.
 */
final class NativeTable {
  private long address;
  private ByteBuffer window = ByteBuffer.allocateDirect(0);

  /**
   * The table at an address, in the machine's byte order.
   *
   * @param size in bytes, at most {@link Integer#MAX_VALUE}
   * @return valid until the next call; may show more than the size
   */
  ByteBuffer at(long address, long size) {
    if (address != this.address || size > window.capacity()) {
      window = Address.tableAt(address, size);
      this.address = address;
    }
    return window;
  }
}
