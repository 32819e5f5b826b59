package org.abcistream.host.block;

/**
 * Where the fields of {@code abcistream_block}, {@code abcistream_segment} and {@code
 * abcistream_chunk} lie, in bytes. All of them are 64 bits wide, so that the layout is the same on
 * every machine; a test compares it with what the C compiler says.
 */
final class BlockLayout {
  static final int HEIGHT = 0;
  static final int SEQUENCE = 8;
  static final int SEGMENT_COUNT = 16;
  static final int CHUNK_COUNT = 24;
  static final int APP_HASH_SIZE = 32;
  static final int APP_HASH = 40;
  static final int SEGMENTS = 48;
  static final int CHUNKS = 56;
  static final int BLOCK_SIZE = 64;

  static final int SEGMENT_PAIRS = 0;
  static final int SEGMENT_DELETES = 8;
  static final int SEGMENT_BYTES = 16;
  static final int SEGMENT_FIRST_CHUNK = 24;
  static final int SEGMENT_CHUNK_COUNT = 32;
  static final int SEGMENT_SIZE = 40;

  static final int CHUNK_DATA = 0;
  static final int CHUNK_SIZE_USED = 8;
  static final int CHUNK_CAPACITY = 16;
  static final int CHUNK_ID = 24;
  static final int CHUNK_SIZE = 32;

  private BlockLayout() {}
}
