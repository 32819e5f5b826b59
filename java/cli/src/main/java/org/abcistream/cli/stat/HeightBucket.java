package org.abcistream.cli.stat;

/** Some heights in a row, which are one column of a chart. */
final class HeightBucket {
  private final long first;
  private final long last;
  private long blocks;
  private long pairs;
  private long mostPairs;
  private long bytes;
  private long mostBytes;

  HeightBucket(long first, long last) {
    this.first = first;
    this.last = last;
  }

  /**
   * Adds a block.
   *
   * @param blockBytes of its pairs and its metadata
   */
  void add(long blockPairs, long blockBytes) {
    blocks++;
    pairs += blockPairs;
    mostPairs = Math.max(mostPairs, blockPairs);
    bytes += blockBytes;
    mostBytes = Math.max(mostBytes, blockBytes);
  }

  /** As it is shown: {@code 7}, or {@code 7 to 9}. */
  String heights() {
    return first == last ? String.valueOf(first) : first + " to " + last;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  long blocks() {
    return blocks;
  }

  long meanPairs() {
    return blocks == 0 ? 0 : Math.round((double) pairs / blocks);
  }

  /** Of the block that has the most of them. */
  long mostPairs() {
    return mostPairs;
  }

  long meanBytes() {
    return blocks == 0 ? 0 : Math.round((double) bytes / blocks);
  }

  /** Of the block that has the most of them. */
  long mostBytes() {
    return mostBytes;
  }
}
