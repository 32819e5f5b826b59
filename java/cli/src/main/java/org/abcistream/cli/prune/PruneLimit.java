package org.abcistream.cli.prune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.abcistream.cli.cursor.Cursor;
import org.abcistream.cli.cursor.CursorFile;
import org.abcistream.cli.option.UsageException;
import org.abcistream.file.reader.BlockFiles;

/**
 * How far blocks may be removed.
 *
 * @param height the last one that may be
 * @param reason what holds those beyond it
 */
record PruneLimit(long height, String reason) {
  private static final PruneLimit NONE = new PruneLimit(Long.MAX_VALUE, "nothing");

  /**
   * The lowest of all bounds.
   *
   * @param cursors files that must all be there
   */
  static PruneLimit of(BlockFiles files, List<Path> cursors) throws IOException {
    PruneLimit limit = NONE;
    OptionalLong progress = files.progress();
    if (progress.isPresent()) {
      limit = new PruneLimit(progress.getAsLong(), "the service's progress");
    }
    for (Path path : cursors) {
      Optional<Cursor> cursor = new CursorFile(path).read();
      long height =
          cursor
              .orElseThrow(
                  () ->
                      new UsageException(
                          "the cursor %s is not there, so that nobody knows what its consumer has"
                                  .formatted(path)
                              + " read: check the path, or leave it out"))
              .height();
      if (height < limit.height()) {
        limit = new PruneLimit(height, "the cursor " + path);
      }
    }
    return limit;
  }
}
