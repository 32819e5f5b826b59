package org.abcistream.cli.stat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.abcistream.api.StoreKey;
import org.abcistream.file.layout.BlockFileKind;
import org.abcistream.file.reader.StoredBlock;
import org.abcistream.file.reader.StoredPairs;

/**
 * What blocks come to: in all, for each store, and along the heights. Takes as much memory for a
 * million blocks as for a hundred. For one thread.
 */
final class StreamStatistics {
  /** As many columns as a chart shows well. */
  private static final int MOST_BUCKETS = 160;

  /** A name that no pair has, so that the first one is of another store. */
  private static final StoreKey NO_STORE = new StoreKey("?");

  private final long first;
  private final long last;
  private final long heightsPerBucket;
  private final List<HeightBucket> buckets = new ArrayList<>();
  private final Map<StoreKey, Tally> stores = new HashMap<>();
  private final Tally all = new Tally();
  private long blocks;
  private long metadataBytes;

  /**
   * Nothing is counted yet.
   *
   * @param first the lowest height that will be added
   * @param last the highest one
   */
  StreamStatistics(long first, long last) {
    this.first = first;
    this.last = last;
    heightsPerBucket = (last - first) / MOST_BUCKETS + 1;
    for (long height = first; height <= last; height += heightsPerBucket) {
      buckets.add(new HeightBucket(height, Math.min(last, height + heightsPerBucket - 1)));
    }
  }

  /** Counts a block, which is lent for the call. */
  void add(StoredBlock block) throws IOException {
    long pairsBefore = all.pairs();
    long metadata = block.metadataSize().orElse(0);
    addPairs(block.pairs(), BlockFileKind.LENGTH_SIZE + block.dataSize());
    blocks++;
    metadataBytes += metadata;
    bucket(block.height()).add(all.pairs() - pairsBefore, block.dataSize() + metadata);
  }

  /** The pairs of a store come one after the other, so that only their sums are looked up. */
  private void addPairs(StoredPairs pairs, long end) throws IOException {
    StoreKey store = NO_STORE;
    long begin = 0;
    long count = 0;
    long deletes = 0;
    while (pairs.advance()) {
      if (!pairs.storeKey().equals(store)) {
        addStore(store, count, deletes, pairs.offset() - begin);
        store = pairs.storeKey();
        begin = pairs.offset();
        count = 0;
        deletes = 0;
      }
      count++;
      deletes += pairs.isDelete() ? 1 : 0;
    }
    addStore(store, count, deletes, end - begin);
  }

  private void addStore(StoreKey store, long pairs, long deletes, long bytes) {
    if (pairs > 0) {
      stores.computeIfAbsent(store, name -> new Tally()).add(pairs, deletes, bytes);
      all.add(pairs, deletes, bytes);
    }
  }

  private HeightBucket bucket(long height) {
    return buckets.get((int) ((height - first) / heightsPerBucket));
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  /** How many blocks were counted. */
  long blocks() {
    return blocks;
  }

  /** How many heights between the first and the last have no data. */
  long missing() {
    return last - first + 1 - blocks;
  }

  Tally all() {
    return all;
  }

  /** The size of the metadata of all blocks. */
  long metadataBytes() {
    return metadataBytes;
  }

  /** The stores that have pairs, the one with the most bytes first. */
  List<StoreTally> stores() {
    return stores.entrySet().stream()
        .map(entry -> new StoreTally(entry.getKey().name(), entry.getValue()))
        .sorted(
            Comparator.comparingLong((StoreTally store) -> store.tally().bytes())
                .reversed()
                .thenComparing(StoreTally::name))
        .toList();
  }

  /** Ascending, without a hole; a bucket of which no height is there has no blocks. */
  List<HeightBucket> buckets() {
    return List.copyOf(buckets);
  }
}
