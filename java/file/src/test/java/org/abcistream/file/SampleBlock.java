package org.abcistream.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.abcistream.api.Block;
import org.abcistream.api.ChangeSet;

/** A block whose bytes a test gives. */
record SampleBlock(long height, String hash, SamplePayload data, SamplePayload metadata)
    implements Block {
  /** A block with a little in both files, different for each height and hash. */
  SampleBlock(long height, String hash) {
    this(
        height,
        hash,
        SamplePayload.of("pairs of ", height + hash),
        SamplePayload.of("metadata of ", height + hash));
  }

  SampleBlock(long height) {
    this(height, "hash " + height);
  }

  /** The same block with other pairs. */
  SampleBlock withData(SamplePayload other) {
    return new SampleBlock(height, hash, other, metadata);
  }

  @Override
  public ByteBuffer appHash() {
    return bytesOf(hash);
  }

  @Override
  public List<ChangeSet> changeSets() {
    throw new UnsupportedOperationException("the file service looks into no pair");
  }

  /** A hash as bytes. */
  static ByteBuffer bytesOf(String hash) {
    return ByteBuffer.wrap(hash.getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
  }
}
