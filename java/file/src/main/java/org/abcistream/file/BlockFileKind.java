package org.abcistream.file;

import java.util.Locale;
import org.abcistream.api.Block;
import org.abcistream.api.Payload;

/** The two files of a block, in the order in which they get their final names. */
enum BlockFileKind {
  /** The pairs: uvarint-length-delimited {@code StoreKVPair} messages. */
  DATA,
  /** One {@code BlockMetadata} message. */
  META;

  private final String suffix = name().toLowerCase(Locale.ROOT);

  /** What a file's name ends with. */
  String suffix() {
    return suffix;
  }

  /** What stands in the file behind the length. Borrowed as the block is. */
  Payload payload(Block block) {
    return this == DATA ? block.data() : block.metadata();
  }
}
