package org.abcistream.file.reader;

/** Which encodings a check takes. */
public enum Strictness {
  /** Only the one that the service and the reference write. */
  CANONICAL,
  /** Any that is valid protobuf, with stores and keys in any order. */
  LENIENT
}
