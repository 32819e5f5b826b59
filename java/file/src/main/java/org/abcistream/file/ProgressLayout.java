package org.abcistream.file;

/**
 * The bytes of a {@code .progress} file: a header, then a ring of slots. Integers are big-endian;
 * bytes that are not named are 0. Header and slots are {@value #SLOT_SIZE} bytes each, so that none
 * of them lies in two sectors of a disk.
 */
final class ProgressLayout {
  /** Header, 8 bytes: ASCII "abcistrm". */
  static final int MAGIC_OFFSET = 0;

  /** The magic as a number. */
  static final long MAGIC = 0x61626369_7374726DL;

  /** Header, u32: the version of this layout. */
  static final int VERSION_OFFSET = 8;

  /** The version that stands here. */
  static final int VERSION = 1;

  /** Size of the header, and of each slot. */
  static final int SLOT_SIZE = 128;

  /**
   * How many slots there are. A node may go back 100 blocks, and each of them must then be known as
   * the same or another one.
   */
  static final int SLOT_COUNT = 128;

  /** Slot, u64: the write's number from 1 on; the slot is this number modulo the slot count. */
  static final int SEQUENCE_OFFSET = 0;

  /** Slot, u64: the height up to which all is written. */
  static final int HEIGHT_OFFSET = 8;

  /** Slot, u8: how many bytes of app hash follow; 0 when the hash is not known, or is longer. */
  static final int HASH_SIZE_OFFSET = 16;

  /** Slot: the app hash. */
  static final int HASH_OFFSET = 17;

  /** The longest hash that a slot holds: SHA-512 with room to spare. */
  static final int MAX_HASH_SIZE = 96;

  /** Slot, u32: CRC-32C of all bytes of the slot before it. */
  static final int CRC_OFFSET = SLOT_SIZE - Integer.BYTES;

  /** Size of the file. */
  static final int FILE_SIZE = SLOT_SIZE * (1 + SLOT_COUNT);

  private ProgressLayout() {}

  /** Where the slot of a write begins. */
  static int slotOffset(long sequence) {
    return SLOT_SIZE * (1 + (int) (sequence % SLOT_COUNT));
  }
}
