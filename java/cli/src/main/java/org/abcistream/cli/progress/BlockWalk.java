package org.abcistream.cli.progress;

import java.io.IOException;
import org.abcistream.cli.option.UsageException;
import org.abcistream.cli.output.Console;
import org.abcistream.file.reader.BlockFiles;
import org.abcistream.file.reader.BlockListing;
import org.abcistream.file.reader.BlockSequence;
import org.abcistream.file.reader.StoredBlock;

/**
 * A walk over all blocks of a range, with a progress bar.
 *
 * @param files where they are
 * @param first the first height of the range that is there
 * @param last the last height of the range that is there
 * @param blocks how many heights are there from the one to the other
 */
public record BlockWalk(BlockFiles files, long first, long last, int blocks) {
  /** Is shown one block after the other. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Takes a block.
     *
     * @param block lent for the call
     * @throws IOException if it cannot be read, or what is made of it cannot be written
     */
    void visit(StoredBlock block) throws IOException;
  }

  /**
   * Looks which heights there are.
   *
   * @param files where to look
   * @param from the lowest height that is wanted
   * @param to the highest height that is wanted
   * @return at least one block
   * @throws UsageException if there is none
   * @throws IOException if the directory cannot be read
   */
  public static BlockWalk of(BlockFiles files, long from, long to) throws IOException {
    BlockListing listing = files.list();
    int begin = listing.indexFrom(from);
    int end = listing.indexBehind(to);
    if (begin >= end) {
      throw new UsageException(
          listing.count() == 0
              ? "%s has no block files with the prefix \"%s\": give another --dir or --prefix"
                  .formatted(files.names().directory(), files.names().prefix())
              : "there are blocks from %d to %d, and none of those that were asked for: give other"
                      .formatted(listing.height(0), listing.height(listing.count() - 1))
                  + " heights");
    }
    return new BlockWalk(files, listing.height(begin), listing.height(end - 1), end - begin);
  }

  /**
   * Shows all blocks that have data, ascending.
   *
   * @param console may get a progress bar
   * @param label what is being done, for the bar
   * @param visitor is shown them
   * @return how many heights of the range have no data
   * @throws IOException if a block cannot be read, or the visitor fails
   */
  public long run(Console console, String label, Visitor visitor) throws IOException {
    long missing = last - first + 1;
    try (BlockSequence sequence = files.blocks(first, last);
        ProgressBar progress = ProgressBar.open(console, label, blocks)) {
      for (StoredBlock block = sequence.next(); block != null; block = sequence.next()) {
        visitor.visit(block);
        progress.advance(1);
        missing--;
      }
    }
    return missing;
  }
}
