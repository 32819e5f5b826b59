package org.abcistream.cli.read;

import static org.abcistream.file.layout.BlockFileKind.DATA;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.abcistream.api.StoreKVPair;
import org.abcistream.cli.option.BytesPattern;
import org.abcistream.cli.option.ExitCode;
import org.abcistream.cli.option.SourceOptions;
import org.abcistream.cli.option.UsageException;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.progress.ProgressBar;
import org.abcistream.file.reader.BlockFileReader;
import org.abcistream.file.reader.BlockFiles;
import org.abcistream.file.reader.BlockListing;
import org.abcistream.file.reader.StoredBlock;
import org.abcistream.file.reader.StoredPairs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code get}: the value of a key at a height. */
@Command(
    name = "get",
    description =
        "Prints the value that a key had at the end of a block, from the last block up to there that"
            + " has changed it.",
    footer = {
      "",
      "Exit codes: 1 when no block sets the key, or the last one to change it deletes it.",
      "",
      "Example:",
      "  abcistream get bank 0x00 --at 20 --dir streamed --decode"
    })
public final class GetCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "STORE", description = "The name of the store.")
  private String store = "";

  @Parameters(
      index = "1",
      paramLabel = "KEY",
      converter = BytesPattern.Converter.class,
      description = "The key, in hex or as text:TEXT.")
  private BytesPattern key = BytesPattern.parse("");

  @Option(
      names = "--at",
      paramLabel = "HEIGHT",
      description = "At the end of this block; by default of the last one.")
  private long at = Long.MAX_VALUE;

  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private PairFormat format = new PairFormat();

  /**
   * Makes the verb.
   *
   * @param console where it prints
   */
  public GetCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (key.isPrefix()) {
      throw new UsageException("get takes one whole key: `cat --key prefix:...` shows several");
    }
    PairPrinter printer = format.printer(console);
    BlockFiles files = source.open();
    BlockListing listing = files.list();
    int newest = listing.indexBehind(at) - 1;
    if (newest < 0) {
      throw new UsageException(
          "%s has no block up to there: `ls` says which there are"
              .formatted(files.names().directory()));
    }
    try (BlockFileReader reader = files.reader()) {
      int i = newest;
      StoredPairs pair = null;
      try (ProgressBar progress = ProgressBar.open(console, "searching", newest + 1)) {
        while (i >= 0 && pair == null) {
          pair = listing.has(i, DATA) ? find(reader.read(listing.height(i))) : null;
          i -= pair == null ? 1 : 0;
          progress.advance(1);
        }
      }
      if (pair != null) {
        warnOfMissing(listing, i, newest);
        return print(printer, listing.height(i), pair);
      }
    }
    console.warn(
        "no block from %d to %d changes this key of %s: it was set before them, or never"
            .formatted(listing.height(0), listing.height(newest), store));
    return ExitCode.FINDINGS;
  }

  /** A walk that stands on the last pair with the key; null when there is none. */
  private @Nullable StoredPairs find(StoredBlock block) throws IOException {
    long found = 0;
    StoredPairs pairs = block.pairs();
    for (long number = 1; pairs.advance(); number++) {
      if (key.matches(pairs.key()) && pairs.storeKey().name().equals(store)) {
        found = number;
      }
    }
    if (found == 0) {
      return null;
    }
    StoredPairs again = block.pairs();
    for (long number = 1; number <= found; number++) {
      again.advance();
    }
    return again;
  }

  private int print(PairPrinter printer, long height, StoreKVPair pair) throws IOException {
    if (pair.isDelete()) {
      console.warn("block %d has deleted this key of %s".formatted(height, store));
    }
    if (!pair.isDelete() || format.isJson()) {
      printer.printValue(height, pair);
    }
    console.out().flush();
    return pair.isDelete() ? ExitCode.FINDINGS : ExitCode.GOOD;
  }

  /** What a block that is not there has changed is not known. */
  private void warnOfMissing(BlockListing listing, int found, int newest) {
    long first = listing.height(found);
    long last = at == Long.MAX_VALUE ? listing.height(newest) : at;
    long missing = last - first - (newest - found);
    if (missing > 0) {
      console.warn(
          "of the blocks from %d to %d, %d are missing, and may have changed the key"
              .formatted(first, last, missing));
    }
  }
}
