package org.abcistream.file.reader;

/** What can be said about the files of a directory. */
public enum FindingKind {
  /** The file ends before its length says. */
  TRUNCATED,
  /** The file goes on behind what its length says. */
  TRAILING_BYTES,
  /** The file has no byte at all, not even its length. */
  EMPTY_FILE,
  /** A name that begins as those of blocks do, and is none. */
  WRONG_NAME,
  /** The metadata is that of another height than the name says. */
  WRONG_HEIGHT,
  /** The bytes are no message, or a length in them reaches beyond what holds it. */
  INVALID_ENCODING,
  /** A valid encoding, but not the one that the service and the reference write. */
  NOT_CANONICAL,
  /** A store comes after one whose name is greater. */
  UNSORTED_STORES,
  /** A key comes after a greater one of the same store. */
  UNSORTED_KEYS,
  /** A key of a store is there a second time. */
  KEY_TWICE,
  /** Neither the data nor the metadata of a height between others is there. */
  MISSING_HEIGHT,
  /** The same, and the service has recorded that it went on without them. */
  RECORDED_HOLE,
  /** A height has metadata and no data. */
  MISSING_DATA,
  /** A height has data and no metadata, though others have both. */
  MISSING_METADATA,
  /** A file that a killed process or a loss of power has left. */
  LEFTOVER,
  /** The metadata begins with all transactions of the block before, as the reference's does. */
  REPEATED_TRANSACTIONS,
  /** The file cannot be looked into: it is gone, not readable, or too large for this JVM. */
  NOT_READABLE;

  /** Whether the file has another size than its length says, as it has while it is written. */
  boolean isOfSize() {
    return this == EMPTY_FILE || this == TRUNCATED || this == TRAILING_BYTES;
  }

  /** {@return whether it is worth to be said, but is no fault of the files} */
  public boolean isHarmless() {
    return this == REPEATED_TRANSACTIONS || this == LEFTOVER || this == RECORDED_HOLE;
  }
}
