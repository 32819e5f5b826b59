package org.abcistream.file.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.abcistream.file.layout.BlockFileKind;

/**
 * Which files were in a directory at one moment. Heights are numbered from 0, ascending. Immutable;
 * a height takes nine bytes.
 */
public final class BlockListing {
  private final long[] heights;

  /** For each height a bit for each kind. */
  private final byte[] kinds;

  private final boolean metadataOn;
  private final List<Leftover> leftovers;
  private final long foreignFiles;

  /**
   * Brings two lists together.
   *
   * @param data the heights with data, ascending
   * @param meta the heights with metadata, ascending
   */
  BlockListing(long[] data, long[] meta, List<Leftover> leftovers, long foreignFiles) {
    long[] merged = new long[data.length + meta.length];
    byte[] found = new byte[merged.length];
    int count = 0;
    int d = 0;
    int m = 0;
    while (d < data.length || m < meta.length) {
      boolean takesData = m == meta.length || (d < data.length && data[d] <= meta[m]);
      long height = takesData ? data[d] : meta[m];
      merged[count] = height;
      if (takesData) {
        found[count] |= bit(BlockFileKind.DATA);
        d++;
      }
      if (m < meta.length && meta[m] == height) {
        found[count] |= bit(BlockFileKind.META);
        m++;
      }
      count++;
    }
    heights = Arrays.copyOf(merged, count);
    kinds = Arrays.copyOf(found, count);
    metadataOn = meta.length > 0;
    this.leftovers = List.copyOf(leftovers);
    this.foreignFiles = foreignFiles;
  }

  /** {@return how many heights have a file} */
  public int count() {
    return heights.length;
  }

  /**
   * {@return a height}
   *
   * @param index from 0 to {@link #count} - 1
   */
  public long height(int index) {
    return heights[index];
  }

  /**
   * {@return whether a height has a file of a kind}
   *
   * @param index from 0 to {@link #count} - 1
   * @param kind the kind
   */
  public boolean has(int index, BlockFileKind kind) {
    return (kinds[index] & bit(kind)) != 0;
  }

  /**
   * {@return whether a height has all files that its block should have: data, and metadata unless
   * that is off}
   *
   * @param index from 0 to {@link #count} - 1
   */
  public boolean isComplete(int index) {
    return has(index, BlockFileKind.DATA) && (!metadataOn || has(index, BlockFileKind.META));
  }

  /**
   * {@return the index of the lowest height that is not below the given one, {@link #count} when
   * there is none}
   *
   * @param height may be any
   */
  public int indexFrom(long height) {
    int index = Arrays.binarySearch(heights, height);
    return index >= 0 ? index : -index - 1;
  }

  /**
   * {@return the index of the lowest height that is above the given one, {@link #count} when there
   * is none}
   *
   * @param height may be any
   */
  public int indexBehind(long height) {
    return height == Long.MAX_VALUE ? count() : indexFrom(height + 1);
  }

  /** {@return whether metadata is on: some height has a meta file} */
  public boolean metadataOn() {
    return metadataOn;
  }

  /** {@return the heights between the first and the last that have no file, ascending} */
  public List<HeightRange> gaps() {
    List<HeightRange> gaps = new ArrayList<>();
    for (int i = 1; i < heights.length; i++) {
      if (heights[i] - heights[i - 1] > 1) {
        gaps.add(new HeightRange(heights[i - 1] + 1, heights[i] - 1));
      }
    }
    return gaps;
  }

  /**
   * {@return files that belong to the service by their names, and to no block: temporary ones, torn
   * ones that were put aside, names that are wrong; not its lock and its records}
   */
  public List<Leftover> leftovers() {
    return leftovers;
  }

  /** {@return how many other files and directories there are, such as those of another prefix} */
  public long foreignFiles() {
    return foreignFiles;
  }

  private static byte bit(BlockFileKind kind) {
    return (byte) (kind == BlockFileKind.DATA ? 1 : 2);
  }
}
