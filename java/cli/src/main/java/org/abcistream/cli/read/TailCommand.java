package org.abcistream.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.abcistream.cli.option.ExitCode;
import org.abcistream.cli.option.SourceOptions;
import org.abcistream.cli.option.UsageException;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.progress.ProgressBar;
import org.abcistream.file.layout.BlockFileKind;
import org.abcistream.file.reader.BlockFiles;
import org.abcistream.file.reader.BlockFollower;
import org.abcistream.file.reader.BlockListing;
import org.abcistream.file.reader.BlockSequence;
import org.abcistream.file.reader.StoredBlock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tail}: the newest blocks, and those that come. */
@Command(
    name = "tail",
    description = {
      "Prints the pairs of the newest blocks, and with -f of each block that comes, once and in the"
          + " order of the heights.",
      "Blocks that come again after a rollback of the chain are not printed again."
    },
    footer = {
      "",
      "Example:",
      "  abcistream tail -f --dir streamed -o json --cursor tail.cursor >> changes.jsonl"
    })
public final class TailCommand implements Callable<Integer> {
  /** How long a stop may have to wait. */
  private static final Duration GLANCE = Duration.ofMillis(200);

  private final Console console;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with the blocks that come.")
  private boolean follow;

  @Option(
      names = {"-n", "--blocks"},
      paramLabel = "N",
      description = "Begin with the last N blocks (default: ${DEFAULT-VALUE}).")
  private int blocks = 10;

  @Option(names = "--from", paramLabel = "HEIGHT", description = "Begin with this height.")
  private @Nullable Long from;

  @Option(
      names = "--cursor",
      paramLabel = "FILE",
      description =
          "Remember in this file which blocks were printed, and begin behind them when it is there."
              + " Output that goes to a file is then exact, however this is ended.")
  private @Nullable Path cursor;

  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private PairOptions pairs = new PairOptions();

  /**
   * Makes the verb.
   *
   * @param console where it prints
   */
  public TailCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (blocks < 0) {
      throw new UsageException("-n is %d: give how many blocks, 0 or more".formatted(blocks));
    }
    BlockPrinter printer = pairs.blockPrinter(console);
    BlockFiles files = source.open();
    BlockListing listing = files.list();
    TailPosition position = TailPosition.begin(console, cursor, from == null ? nth(listing) : from);
    if (follow) {
      follow(files, listing, position, printer);
    } else {
      printPresent(files, position, printer);
    }
    return ExitCode.GOOD;
  }

  private void printPresent(BlockFiles files, TailPosition position, BlockPrinter printer)
      throws IOException {
    try (BlockSequence sequence = files.blocks(position.next(), Long.MAX_VALUE);
        ProgressBar progress = ProgressBar.open(console, "reading", sequence.remaining())) {
      for (StoredBlock block = sequence.next(); block != null; block = sequence.next()) {
        print(block, position, printer);
        progress.advance(1);
      }
    }
  }

  private void follow(
      BlockFiles files, BlockListing listing, TailPosition position, BlockPrinter printer)
      throws IOException, InterruptedException {
    try (StopSignal stop = new StopSignal();
        BlockFollower follower = files.follow(position.next())) {
      if (isMetadataOff(listing)) {
        follower.withoutMetadata();
      }
      while (!stop.isRaised()) {
        StoredBlock block = follower.next(GLANCE);
        if (block != null) {
          print(block, position, printer);
        }
      }
    }
  }

  private void print(StoredBlock block, TailPosition position, BlockPrinter printer)
      throws IOException {
    printer.print(block);
    console.out().flush();
    position.printed(block.height());
  }

  /** Whether data alone makes a block: what is there says it, else the node's config. */
  private boolean isMetadataOff(BlockListing listing) {
    return listing.count() > 0 ? !listing.metadataOn() : source.locate().metadataOff();
  }

  /** The height of the first of the last blocks. */
  private long nth(BlockListing listing) {
    long height = listing.count() == 0 ? 1 : listing.height(listing.count() - 1) + 1;
    int wanted = blocks;
    for (int i = listing.count() - 1; i >= 0 && wanted > 0; i--) {
      if (listing.has(i, BlockFileKind.DATA)) {
        height = listing.height(i);
        wanted--;
      }
    }
    return height;
  }
}
