package org.abcistream.cli.read;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.abcistream.cli.option.BytesPattern;
import org.abcistream.cli.output.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which pairs of a block are shown, and how. */
final class PairOptions {
  @Option(
      names = "--store",
      paramLabel = "NAME",
      description = "Only pairs of this store; may be given again.")
  private List<String> stores = new ArrayList<>();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      converter = BytesPattern.Converter.class,
      description =
          "Only this key: in hex, as text:TEXT, or what keys begin with as prefix:HEX or"
              + " prefix:text:TEXT.")
  private @Nullable BytesPattern key;

  @Mixin private PairFormat format = new PairFormat();

  PairOptions() {}

  /** Whether a pair was asked for. */
  boolean wants(String store, ByteBuffer otherKey) {
    return (stores.isEmpty() || stores.contains(store)) && (key == null || key.matches(otherKey));
  }

  BlockPrinter blockPrinter(Console console) {
    return new BlockPrinter(this, format.printer(console));
  }
}
