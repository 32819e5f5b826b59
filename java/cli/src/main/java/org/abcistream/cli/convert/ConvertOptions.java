package org.abcistream.cli.convert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.abcistream.cli.decode.DecodeOptions;
import org.abcistream.cli.option.UsageException;
import org.abcistream.cli.output.BinaryFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is converted, to what, and where it goes. */
final class ConvertOptions {
  @Option(
      names = "--to",
      paramLabel = "jsonl|csv|parquet|HEIGHT",
      description =
          "The format, and, given again, the last height; by default the last that there is.")
  private List<String> to = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "HEIGHT",
      description = "The first height; by default the first that there is.")
  private long from = 1;

  @Option(
      names = "--out",
      paramLabel = "FILE|DIR",
      description =
          "Where it goes; a file in a directory is named after its heights. By default, but not for"
              + " Parquet, the standard output.")
  private @Nullable Path out;

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  @Option(
      names = "--store",
      paramLabel = "NAME",
      description = "Only pairs of this store; may be given again.")
  private List<String> stores = new ArrayList<>();

  @Option(names = "--base64", description = "Keys and values in base64 instead of hex.")
  private boolean base64;

  @Mixin private DecodeOptions decode = new DecodeOptions();

  ConvertOptions() {}

  ConvertFormat format() {
    List<ConvertFormat> formats =
        to.stream().filter(word -> !isHeight(word)).map(ConvertOptions::formatOf).toList();
    if (formats.size() != 1) {
      throw new UsageException(
          "convert makes one format: give --to jsonl, --to csv or --to parquet");
    }
    return formats.get(0);
  }

  long from() {
    return from;
  }

  /** The last height, included; {@link Long#MAX_VALUE} when it was not said. */
  long to() {
    List<String> heights = to.stream().filter(ConvertOptions::isHeight).toList();
    if (heights.size() > 1) {
      throw new UsageException("--to %s: give one last height".formatted(heights));
    }
    long last = heights.isEmpty() ? Long.MAX_VALUE : Long.parseLong(heights.get(0));
    if (from > last) {
      throw new UsageException("--from %d is above --to %d: swap the two".formatted(from, last));
    }
    return last;
  }

  /** Names of stores; empty when all of them are wanted. */
  Set<String> stores() {
    return Set.copyOf(stores);
  }

  PairShape shape() {
    if (base64 && format() == ConvertFormat.PARQUET) {
      throw new UsageException("Parquet has bytes as bytes: leave out --base64");
    }
    return new PairShape(base64 ? BinaryFormat.BASE64 : BinaryFormat.HEX, decode.decoder());
  }

  boolean force() {
    return force;
  }

  /**
   * The file to be made; empty when it is the standard output.
   *
   * @param first the first height that is converted
   * @param last the last one
   */
  Optional<Path> target(long first, long last) {
    if (out != null && Files.isDirectory(out)) {
      return Optional.of(out.resolve("blocks-%d-%d.%s".formatted(first, last, format())));
    }
    if (out == null && format() == ConvertFormat.PARQUET) {
      throw new UsageException("Parquet goes to a file: give its name by --out FILE");
    }
    return Optional.ofNullable(out);
  }

  private static boolean isHeight(String word) {
    return word.matches("[0-9]{1,18}");
  }

  private static ConvertFormat formatOf(String word) {
    try {
      return ConvertFormat.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--to %s is neither a format nor a height: give jsonl, csv or parquet".formatted(word));
    }
  }
}
