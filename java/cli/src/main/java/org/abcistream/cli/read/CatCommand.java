package org.abcistream.cli.read;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.abcistream.cli.option.ExitCode;
import org.abcistream.cli.option.RangeOptions;
import org.abcistream.cli.option.SourceOptions;
import org.abcistream.cli.option.UsageException;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.progress.ProgressBar;
import org.abcistream.file.reader.BlockFiles;
import org.abcistream.file.reader.BlockSequence;
import org.abcistream.file.reader.StoredBlock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cat}: the pairs of blocks. */
@Command(
    name = "cat",
    description = {
      "Prints the pairs of a block, or of all blocks from one height to another.",
      "A pair is what its key has become at the end of the block: which transaction has changed it"
          + " cannot be known."
    },
    footer = {
      "",
      "Exit codes: 1 when heights are missing between those that were printed.",
      "",
      "Example:",
      "  abcistream cat 5 --dir streamed --store bank -o json"
    })
public final class CatCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "0..1", paramLabel = "HEIGHT", description = "One block.")
  private @Nullable Long height;

  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private RangeOptions range = new RangeOptions();
  @Mixin private PairOptions pairs = new PairOptions();

  /**
   * Makes the verb.
   *
   * @param console where it prints
   */
  public CatCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if ((height == null) != range.isGiven()) {
      throw new UsageException(
          "cat prints one block or a range of them: give a HEIGHT, or --from and --to");
    }
    BlockPrinter printer = pairs.blockPrinter(console);
    BlockFiles files = source.open();
    int exitCode = ExitCode.GOOD;
    if (height != null) {
      try (StoredBlock block = files.read(height)) {
        printer.print(block);
      }
    } else {
      exitCode = printRange(files, printer);
    }
    console.out().flush();
    return exitCode;
  }

  private int printRange(BlockFiles files, BlockPrinter printer) throws IOException {
    int exitCode = ExitCode.GOOD;
    try (BlockSequence blocks = files.blocks(range.from(), range.to());
        ProgressBar progress = ProgressBar.open(console, "reading", blocks.remaining())) {
      long next = Long.MAX_VALUE;
      for (StoredBlock block = blocks.next(); block != null; block = blocks.next()) {
        if (block.height() > next) {
          progress.warn(
              "heights %d to %d are missing; `gaps` lists all that are"
                  .formatted(next, block.height() - 1));
          exitCode = ExitCode.FINDINGS;
        }
        printer.print(block);
        progress.advance(1);
        next = block.height() + 1;
      }
    }
    return exitCode;
  }
}
