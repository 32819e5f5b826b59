package org.abcistream.file.reader;

import java.io.Closeable;
import java.io.IOException;
import org.abcistream.file.layout.BlockFileKind;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that a directory had at one moment, ascending. One that a consumer has removed since
 * is left out. For one thread.
 */
public final class BlockSequence implements Closeable {
  private final BlockFileReader reader;
  private final BlockListing listing;
  private final int end;
  private int index;

  BlockSequence(BlockFileReader reader, BlockListing listing, long fromHeight, long toHeight) {
    this.reader = reader;
    this.listing = listing;
    end = listing.indexBehind(toHeight);
    index = listing.indexFrom(fromHeight);
  }

  /**
   * {@return the next block, lent until the next call; null when there is none}
   *
   * @throws BlockFileException if one of its files is not whole; the next call goes on behind it
   * @throws IOException if a file cannot be read
   */
  public @Nullable StoredBlock next() throws IOException {
    while (index < end) {
      int current = index++;
      if (listing.has(current, BlockFileKind.DATA)) {
        StoredBlock block = reader.readIfThere(listing.height(current));
        if (block != null) {
          return block;
        }
      }
    }
    return null;
  }

  /** {@return how many heights are still to come, those without data included} */
  public int remaining() {
    return Math.max(end - index, 0);
  }

  /** Closes the files of the last block. */
  @Override
  public void close() throws IOException {
    reader.close();
  }
}
