package org.abcistream.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.abcistream.file.layout.BlockFileKind;
import org.abcistream.file.layout.FileNames;
import org.slf4j.Logger;

/**
 * What a power loss has left when files were not synced: names that reached the disk before the
 * bytes did. Looked for at start, from the newest block down; what is torn is put aside as {@code
 * .torn}, and the service goes back below it.
 */
final class TornFiles {
  /** So many whole blocks in a row were certainly on the disk before the power went. */
  private static final int WHOLE_IN_A_ROW = 100;

  /** Ends the search, on both sides of the last block, where it would go on and on. */
  private static final int MOST_HEIGHTS = 10_000;

  private final FileNames names;
  private final ProgressFile progress;
  private final Logger log;
  private final ByteBuffer length = ByteBuffer.allocate(BlockFileKind.LENGTH_SIZE);

  private TornFiles(FileNames names, ProgressFile progress, Logger log) {
    this.names = names;
    this.progress = progress;
    this.log = log;
  }

  /** Leaves no torn file under a final name, and no progress above one. */
  static void setAside(FileNames names, ProgressFile progress, Logger log) throws IOException {
    OptionalLong last = progress.lastHeight();
    if (last.isPresent()) {
      new TornFiles(names, progress, log).setAsideFrom(last.getAsLong());
    }
  }

  private void setAsideFrom(long last) throws IOException {
    long newest = last;
    // Progress may have reached the disk later than files did.
    while (newest < last + MOST_HEIGHTS && exists(newest + 1)) {
      newest++;
    }
    long lowestTorn = Long.MAX_VALUE;
    int wholeInARow = 0;
    for (long height = newest;
        height > Math.max(0, last - MOST_HEIGHTS) && wholeInARow < WHOLE_IN_A_ROW;
        height--) {
      if (setAside(height)) {
        lowestTorn = height;
        wholeInARow = 0;
      } else if (exists(height)) {
        wholeInARow++;
      }
    }
    if (lowestTorn <= last) {
      goBackTo(lowestTorn - 1, last);
    }
  }

  private void goBackTo(long height, long last) throws IOException {
    byte[] appHash = progress.appHashAt(height);
    progress.record(height, ByteBuffer.wrap(appHash == null ? new byte[0] : appHash));
    log.warn(
        "blocks from {} to {} are written again: the power was lost before all of them were on the"
            + " disk, fsync = true prevents that",
        height + 1,
        last);
  }

  private boolean exists(long height) {
    return Files.exists(names.block(BlockFileKind.DATA, height));
  }

  /** Whether a file of the block was torn. */
  private boolean setAside(long height) throws IOException {
    boolean torn = false;
    for (BlockFileKind kind : BlockFileKind.values()) {
      Path file = names.block(kind, height);
      if (Files.exists(file) && !isWhole(file)) {
        Path aside = names.torn(kind, height);
        rename(file, aside);
        log.warn("{} is not whole: renamed to {}", file, aside.getFileName());
        torn = true;
      }
    }
    return torn;
  }

  private static void rename(Path file, Path aside) throws IOException {
    try {
      Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new FileFailure("putting aside", file, e);
    }
  }

  private boolean isWhole(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      length.clear();
      while (length.hasRemaining() && channel.read(length) > 0) {
        // One call reads all there is, as a rule.
      }
      return !length.hasRemaining()
          && channel.size() - BlockFileKind.LENGTH_SIZE == length.getLong(0);
    } catch (IOException e) {
      throw new FileFailure("reading", file, e);
    }
  }
}
