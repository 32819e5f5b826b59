package org.abcistream.cli.stat;

/** What some pairs come to. */
final class Tally {
  private long pairs;
  private long deletes;
  private long bytes;

  void add(long morePairs, long moreDeletes, long moreBytes) {
    pairs += morePairs;
    deletes += moreDeletes;
    bytes += moreBytes;
  }

  /** How many there are, deletes among them. */
  long pairs() {
    return pairs;
  }

  /** How many of them are deletes. */
  long deletes() {
    return deletes;
  }

  /** Their size in the data files, with the lengths before them. */
  long bytes() {
    return bytes;
  }
}
