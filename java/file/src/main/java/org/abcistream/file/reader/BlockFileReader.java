package org.abcistream.file.reader;

import java.io.Closeable;
import java.io.IOException;
import org.abcistream.file.layout.BlockFileKind;
import org.abcistream.file.layout.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * Reads one block after the other into the same buffers. A block is lent until the next one is
 * read. For one thread, which must not be interrupted while it reads: Java then closes the file
 * under it.
 */
public final class BlockFileReader implements Closeable {
  private final FileNames names;
  private final PayloadWindow data = new PayloadWindow();
  private final PayloadWindow meta = new PayloadWindow();
  private final StoredPairs pairs = new StoredPairs(data);
  private @Nullable StoredBlock lent;

  BlockFileReader(FileNames names) {
    this.names = names;
  }

  /**
   * Reads a block. Its metadata is there when the file is.
   *
   * @param height which one
   * @return a block that is lent until the next call
   * @throws BlockFileException if it has no data, or one of its files is not whole
   * @throws IOException if a file cannot be read
   */
  public StoredBlock read(long height) throws IOException {
    StoredBlock block = readIfThere(height);
    if (block == null) {
      throw new BlockFileException(
          FindingKind.MISSING_DATA,
          names.block(BlockFileKind.DATA, height),
          0,
          "the file is not there: a consumer has removed it, or the block was not streamed");
    }
    return block;
  }

  /** The same; null when it has no data. */
  @Nullable StoredBlock readIfThere(long height) throws IOException {
    close();
    if (!data.open(names.block(BlockFileKind.DATA, height))) {
      return null;
    }
    boolean hasMetadata = meta.open(names.block(BlockFileKind.META, height));
    StoredBlock block = new StoredBlock(this, data, meta, pairs, height, hasMetadata);
    lent = block;
    return block;
  }

  /** Ends the loan of the last block, and closes its files. The reader can read on. */
  @Override
  public void close() throws IOException {
    if (lent != null) {
      lent.end();
      lent = null;
    }
    try (data;
        meta) {
      // Both, also when one of them fails.
    }
  }
}
