package org.abcistream.file.layout;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of a {@code .progress} file: a header, then a ring of slots. Integers are big-endian;
 * bytes that are not named are 0. Header and slots are {@value #SLOT_SIZE} bytes each, so that none
 * of them lies in two sectors of a disk.
 */
public final class ProgressLayout {
  /** Header, 8 bytes: ASCII "abcistrm". */
  public static final int MAGIC_OFFSET = 0;

  /** The magic as a number. */
  public static final long MAGIC = 0x61626369_7374726DL;

  /** Header, u32: the version of this layout. */
  public static final int VERSION_OFFSET = 8;

  /** The version that stands here. */
  public static final int VERSION = 1;

  /** Size of the header, and of each slot. */
  public static final int SLOT_SIZE = 128;

  /**
   * How many slots there are. A node may go back 100 blocks, and each of them must then be known as
   * the same or another one.
   */
  public static final int SLOT_COUNT = 128;

  /** Slot, u64: the write's number from 1 on; the slot is this number modulo the slot count. */
  public static final int SEQUENCE_OFFSET = 0;

  /** Slot, u64: the height up to which all is written. */
  public static final int HEIGHT_OFFSET = 8;

  /** Slot, u8: how many bytes of app hash follow; 0 when the hash is not known, or is longer. */
  public static final int HASH_SIZE_OFFSET = 16;

  /** Slot: the app hash. */
  public static final int HASH_OFFSET = 17;

  /** The longest hash that a slot holds: SHA-512 with room to spare. */
  public static final int MAX_HASH_SIZE = 96;

  /** Slot, u32: CRC-32C of all bytes of the slot before it. */
  public static final int CRC_OFFSET = SLOT_SIZE - Integer.BYTES;

  /** Size of the file. */
  public static final int FILE_SIZE = SLOT_SIZE * (1 + SLOT_COUNT);

  private ProgressLayout() {}

  /**
   * {@return where the slot of a write begins}
   *
   * @param sequence the write's number
   */
  public static int slotOffset(long sequence) {
    return SLOT_SIZE * (1 + (int) (sequence % SLOT_COUNT));
  }

  /**
   * {@return whether the slot at an offset is one that was written to its end}
   *
   * @param bytes the whole file; limit and position are changed
   * @param crc is reset
   */
  public static boolean isWhole(ByteBuffer bytes, int offset, CRC32C crc) {
    long number = bytes.getLong(offset + SEQUENCE_OFFSET);
    return number > 0
        && slotOffset(number) == offset
        && Byte.toUnsignedInt(bytes.get(offset + HASH_SIZE_OFFSET)) <= MAX_HASH_SIZE
        && bytes.getInt(offset + CRC_OFFSET) == crcOf(bytes, offset, crc);
  }

  /**
   * {@return the checksum that belongs at the end of the slot at an offset}
   *
   * @param bytes the whole file; limit and position are changed
   * @param crc is reset
   */
  public static int crcOf(ByteBuffer bytes, int offset, CRC32C crc) {
    bytes.clear().limit(offset + CRC_OFFSET).position(offset);
    crc.reset();
    crc.update(bytes);
    bytes.limit(FILE_SIZE);
    return (int) crc.getValue();
  }
}
