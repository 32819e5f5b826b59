package org.abcistream.cli.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.abcistream.file.reader.StoredBlock;
import org.abcistream.file.reader.StoredPairs;

/**
 * Compares two blocks of one height. Both are walked side by side in the order of stores and keys,
 * so that no block need be in memory; where one is not in that order, more is told than differs,
 * but never less.
 */
final class BlockComparison {
  private final long height;
  private final StoredBlock first;
  private final StoredBlock second;
  private final DifferencePrinter printer;

  /**
   * @param first lent until the end
   * @param second lent until the end
   */
  BlockComparison(StoredBlock first, StoredBlock second, DifferencePrinter printer) {
    height = first.height();
    this.first = first;
    this.second = second;
    this.printer = printer;
  }

  void run() throws IOException {
    comparePairs(first.pairs(), second.pairs());
    Optional<ByteBuffer> firstMetadata = first.metadataBytes();
    Optional<ByteBuffer> secondMetadata = second.metadataBytes();
    if (!firstMetadata.equals(secondMetadata)) {
      printer.metadata(height, firstMetadata, secondMetadata);
    }
  }

  private void comparePairs(StoredPairs left, StoredPairs right) throws IOException {
    boolean hasLeft = left.advance();
    boolean hasRight = right.advance();
    while (hasLeft || hasRight) {
      int order = !hasRight ? -1 : !hasLeft ? 1 : compareKeys(left, right);
      if (order < 0) {
        printer.pair(height, Side.FIRST, left);
      } else if (order > 0) {
        printer.pair(height, Side.SECOND, right);
      } else if (!sameValue(left, right)) {
        printer.pair(height, Side.FIRST, left);
        printer.pair(height, Side.SECOND, right);
      }
      hasLeft = order <= 0 ? left.advance() : hasLeft;
      hasRight = order >= 0 ? right.advance() : hasRight;
    }
  }

  private static int compareKeys(StoredPairs left, StoredPairs right) {
    int stores = left.storeKey().compareTo(right.storeKey());
    return stores != 0 ? stores : compareUnsigned(left.key(), right.key());
  }

  private static boolean sameValue(StoredPairs left, StoredPairs right) {
    return left.isDelete() == right.isDelete() && left.value().equals(right.value());
  }

  private static int compareUnsigned(ByteBuffer left, ByteBuffer right) {
    int mismatch = left.mismatch(right);
    if (mismatch < 0) {
      return 0;
    }
    if (mismatch == Math.min(left.remaining(), right.remaining())) {
      return Integer.compare(left.remaining(), right.remaining());
    }
    return Integer.compare(
        Byte.toUnsignedInt(left.get(left.position() + mismatch)),
        Byte.toUnsignedInt(right.get(right.position() + mismatch)));
  }
}
