package org.abcistream.cli.read;

import java.io.IOException;
import org.abcistream.file.reader.StoredBlock;
import org.abcistream.file.reader.StoredPairs;

/**
 * Prints the pairs of blocks that were asked for.
 *
 * @param wanted which ones
 * @param printer how
 */
record BlockPrinter(PairOptions wanted, PairPrinter printer) {
  void print(StoredBlock block) throws IOException {
    StoredPairs pairs = block.pairs();
    while (pairs.advance()) {
      if (wanted.wants(pairs.storeKey().name(), pairs.key())) {
        printer.print(block.height(), pairs);
      }
    }
  }
}
