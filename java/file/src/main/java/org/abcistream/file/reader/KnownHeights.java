package org.abcistream.file.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.abcistream.file.layout.BlockFileKind;
import org.abcistream.file.layout.FileNames;

/**
 * The heights of a directory whose blocks come in ascending order. It is listed again only when
 * that can bring something new, since to list a million names takes most of a second. For one
 * thread.
 */
final class KnownHeights {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Times of files come in steps, of up to two seconds on old file systems. */
  private static final long TIME_STEP_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final FileNames names;
  private BlockListing listing = new BlockListing(new long[0], new long[0], List.of(), 0);

  /**
   * What comes while a listing goes on may be missing in it, though it came before others that are
   * not. So up to here nothing is missing: this is the last height of the listing before.
   */
  private long completeUpTo = -1;

  private boolean isListed;
  private long listedAt;

  /** When the directory was changed last, and when that was first seen. */
  private FileTime changed = FileTime.fromMillis(0);

  private long changeSeenAt;

  KnownHeights(FileNames names) {
    this.names = names;
  }

  /** The lowest height with data that is not below the given one; empty when none is known. */
  OptionalLong from(long height) throws IOException {
    OptionalLong found = find(height);
    if (found.isEmpty() && mayBeOutdated()) {
      list();
      found = find(height);
    }
    if (found.isPresent() && found.getAsLong() > completeUpTo) {
      list();
      found = find(height);
    }
    return found;
  }

  private OptionalLong find(long height) {
    for (int i = listing.indexFrom(height); i < listing.count(); i++) {
      // A consumer may have removed it since.
      if (listing.has(i, BlockFileKind.DATA)
          && Files.exists(names.block(BlockFileKind.DATA, listing.height(i)))) {
        return OptionalLong.of(listing.height(i));
      }
    }
    return OptionalLong.empty();
  }

  private void list() throws IOException {
    listedAt = System.nanoTime();
    isListed = true;
    completeUpTo = listing.count() == 0 ? -1 : listing.height(listing.count() - 1);
    listing = DirectoryScan.list(names);
  }

  private boolean mayBeOutdated() throws IOException {
    long now = System.nanoTime();
    if (isListed && now - listedAt < PAUSE_NANOS) {
      return false;
    }
    FileTime time = Files.getLastModifiedTime(names.directory());
    if (!isListed || !time.equals(changed)) {
      changed = time;
      changeSeenAt = now;
    }
    return listedAt - changeSeenAt <= TIME_STEP_NANOS;
  }
}
