package org.abcistream.file.reader;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.OptionalLong;
import org.abcistream.file.layout.BlockFileKind;
import org.abcistream.file.layout.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * Gives the blocks of a directory as they come: ascending, each height once, none before it is
 * complete. For one thread.
 *
 * <p>A block is complete when its data and its metadata are whole. A block without metadata is
 * complete when another one follows it, since the service and the reference write both files before
 * they go on; where metadata is off, {@link #withoutMetadata} has the newest block at once. A
 * height that is missing is passed over when a later one is there.
 */
public final class BlockFollower implements Closeable {
  private final FileNames names;
  private final BlockFileReader reader;
  private final DirectoryWatch watch;
  private final KnownHeights heights;
  private boolean metadataOff;

  /** The lowest height that may come next. */
  private long next;

  BlockFollower(FileNames names, long fromHeight) {
    this.names = names;
    reader = new BlockFileReader(names);
    watch = DirectoryWatch.of(names.directory());
    heights = new KnownHeights(names);
    next = fromHeight;
  }

  /**
   * {@return this follower, for a directory where metadata is off: data alone completes a block}
   */
  public BlockFollower withoutMetadata() {
    metadataOff = true;
    return this;
  }

  /**
   * Waits for the next block.
   *
   * @param patience how long at most
   * @return the block, lent until the next call; null when none came
   * @throws BlockFileException if a file is not whole though a later block is there
   * @throws IOException if a file or the directory cannot be read
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public @Nullable StoredBlock next(Duration patience) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      StoredBlock block = nextIfThere();
      if (block != null) {
        next = block.height() + 1;
        return block;
      }
      long left = patience.toNanos() - (System.nanoTime() - begun);
      if (left <= 0) {
        return null;
      }
      watch.await(left);
    }
  }

  /** Closes the files of the last block, and follows no more. */
  @Override
  public void close() throws IOException {
    try (reader;
        watch) {
      // Both, also when one of them fails.
    }
  }

  private @Nullable StoredBlock nextIfThere() throws IOException {
    if (!isThere(next)) {
      OptionalLong later = heights.from(next);
      if (later.isEmpty()) {
        return null;
      }
      next = later.getAsLong();
    }
    try {
      StoredBlock block = reader.readIfThere(next);
      return block == null || isComplete(block) ? block : withoutItsMetadata();
    } catch (BlockFileException e) {
      // A file that is written in place gets whole, and is when its writer has gone on.
      if (!e.kind().isOfSize()) {
        throw e;
      }
      return isPassed() ? reader.read(next) : null;
    }
  }

  private boolean isComplete(StoredBlock block) {
    return metadataOff || block.metadataSize().isPresent();
  }

  /** Read again, as the metadata may have come between the look for it and the one for more. */
  private @Nullable StoredBlock withoutItsMetadata() throws IOException {
    return isPassed() ? reader.readIfThere(next) : null;
  }

  /** Whether the writer has gone on to a later block. */
  private boolean isPassed() throws IOException {
    return isThere(next + 1) || heights.from(next + 1).isPresent();
  }

  private boolean isThere(long height) {
    return Files.exists(names.block(BlockFileKind.DATA, height));
  }
}
