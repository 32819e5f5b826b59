package org.abcistream.file.layout;

import java.util.Locale;
import org.abcistream.api.Block;
import org.abcistream.api.Payload;

/**
 * The two files of a block, in the order in which they get their final names. Each is whole when it
 * has {@value #LENGTH_SIZE} bytes and as many more as these say.
 */
public enum BlockFileKind {
  /** The pairs: uvarint-length-delimited {@code StoreKVPair} messages. */
  DATA,
  /** One {@code BlockMetadata} message. */
  META;

  /** How many bytes each file has before its payload: the payload's length, big-endian. */
  public static final int LENGTH_SIZE = Long.BYTES;

  private final String suffix = name().toLowerCase(Locale.ROOT);

  /** {@return what a file's name ends with} */
  public String suffix() {
    return suffix;
  }

  /**
   * {@return what stands in the file behind the length}
   *
   * @param block lends it
   */
  public Payload payload(Block block) {
    return this == DATA ? block.data() : block.metadata();
  }
}
