package org.abcistream.cli.read;

import org.abcistream.cli.decode.DecodeOptions;
import org.abcistream.cli.option.OutputOptions;
import org.abcistream.cli.option.UsageException;
import org.abcistream.cli.output.BinaryFormat;
import org.abcistream.cli.output.Console;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How pairs are shown. */
final class PairFormat {
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--base64", description = "Keys and values in base64 instead of hex.")
  private boolean base64;

  @Option(
      names = "--raw",
      description =
          "The bytes themselves: of a value, or StoreKVPair messages, each with its length as a"
              + " varint before it.")
  private boolean raw;

  @Mixin private DecodeOptions decode = new DecodeOptions();

  PairFormat() {}

  boolean isRaw() {
    return raw;
  }

  boolean isJson() {
    return output.isJson();
  }

  PairPrinter printer(Console console) {
    if (raw && (base64 || output.isJson() || decode.decoder().isPresent())) {
      throw new UsageException(
          "--raw gives the bytes themselves: leave out --base64, --decode and -o json");
    }
    if (raw && console.outIsTerminal()) {
      throw new UsageException("--raw gives bytes that no terminal shows: write them to a file");
    }
    return new PairPrinter(
        console.out(),
        raw
            ? PairPrinter.Style.RAW
            : output.isJson() ? PairPrinter.Style.JSON : PairPrinter.Style.TEXT,
        base64 ? BinaryFormat.BASE64 : BinaryFormat.HEX,
        decode.decoder());
  }
}
