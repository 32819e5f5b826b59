package org.abcistream.cli.option;

import org.abcistream.file.reader.BlockListing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --from} and {@code --to}: some of the heights that there are. */
public final class RangeOptions {
  @Option(
      names = "--from",
      paramLabel = "HEIGHT",
      description = "The first height; by default the first that there is.")
  private @Nullable Long from;

  @Option(
      names = "--to",
      paramLabel = "HEIGHT",
      description = "The last height; by default the last that there is.")
  private @Nullable Long to;

  /** For picocli. */
  public RangeOptions() {}

  /**
   * {@return the first height, included; 1 when it was not said}
   *
   * @throws UsageException if the range is empty
   */
  public long from() {
    if (from != null && from > to()) {
      throw new UsageException("--from %d is above --to %d: swap the two".formatted(from, to));
    }
    return from == null ? 1 : from;
  }

  /** {@return the last height, included; {@link Long#MAX_VALUE} when it was not said} */
  public long to() {
    return to == null ? Long.MAX_VALUE : to;
  }

  /**
   * {@return how many of the heights that are there are in it}
   *
   * @param listing what is there
   * @throws UsageException if the range is empty
   */
  public long countIn(BlockListing listing) {
    return listing.indexBehind(to()) - (long) listing.indexFrom(from());
  }

  /** {@return whether either end was said} */
  public boolean isGiven() {
    return from != null || to != null;
  }
}
