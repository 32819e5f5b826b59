package org.abcistream.file.reader;

import static org.abcistream.file.layout.BlockFileKind.LENGTH_SIZE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One block as its files have it; both are whole. It is lent by whoever has read it: until it is
 * closed, or until the same reader, sequence or follower reads the next one. For one thread.
 */
public final class StoredBlock implements AutoCloseable {
  private final Closeable owner;
  private final PayloadWindow data;
  private final PayloadWindow meta;
  private final StoredPairs pairs;
  private final long height;
  private final boolean hasMetadata;
  private boolean closed;

  StoredBlock(
      Closeable owner,
      PayloadWindow data,
      PayloadWindow meta,
      StoredPairs pairs,
      long height,
      boolean hasMetadata) {
    this.owner = owner;
    this.data = data;
    this.meta = meta;
    this.pairs = pairs;
    this.height = height;
    this.hasMetadata = hasMetadata;
  }

  /** {@return the height, as the files' names say it} */
  public long height() {
    return height;
  }

  /**
   * {@return a walk over the pairs, from the first one} A walk that was begun before ends.
   *
   * @throws IOException if the file cannot be read
   */
  public StoredPairs pairs() throws IOException {
    requireOpen();
    pairs.rewind();
    return pairs;
  }

  /** {@return how many bytes the pairs have, as they are encoded} */
  public long dataSize() {
    requireOpen();
    return data.payloadSize();
  }

  /** {@return how many bytes the metadata has; empty when there is none} */
  public OptionalLong metadataSize() {
    requireOpen();
    return hasMetadata ? OptionalLong.of(meta.payloadSize()) : OptionalLong.empty();
  }

  /**
   * {@return the {@code BlockMetadata} message as it is encoded, read-only and lent as the block
   * is; empty when there is none}
   *
   * @throws IOException if the file cannot be read, or is larger than a message can be
   */
  public Optional<ByteBuffer> metadataBytes() throws IOException {
    requireOpen();
    if (!hasMetadata) {
      return Optional.empty();
    }
    int begin = meta.requireAll();
    return Optional.of(meta.bytes().slice(begin, (int) meta.payloadSize()));
  }

  /** Ends the loan, and closes the files. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      owner.close();
    }
  }

  /** What is wrong with the metadata as a whole. */
  BlockFileException noMetadata(String found) {
    return meta.failure(
        FindingKind.INVALID_ENCODING,
        LENGTH_SIZE,
        "no BlockMetadata, %s: stream the block again".formatted(found));
  }

  /** Makes every later call fail. */
  void end() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "block %d is closed, or its reader has read on: copy what is needed longer"
              .formatted(height));
    }
  }
}
