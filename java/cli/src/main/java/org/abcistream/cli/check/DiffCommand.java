package org.abcistream.cli.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.abcistream.cli.option.ExitCode;
import org.abcistream.cli.option.FileLocation;
import org.abcistream.cli.option.OutputOptions;
import org.abcistream.cli.option.RangeOptions;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.progress.ProgressBar;
import org.abcistream.file.reader.BlockFileReader;
import org.abcistream.file.reader.BlockFiles;
import org.abcistream.file.reader.BlockListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff}: what two folders have not in common. */
@Command(
    name = "diff",
    description = {
      "Compares the blocks in two folders, pair by pair.",
      "A line tells what only one of them has: - the first, + the second."
    },
    footer = {
      "",
      "Exit codes: 1 when there is a difference.",
      "",
      "Example:",
      "  abcistream diff node-a/streamed node-b/streamed"
    })
public final class DiffCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "DIR", description = "The first folder with block files.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "DIR", description = "The second one.")
  private Path second = Path.of("");

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description = "What the files' names begin with, in both; nothing by default.")
  private String prefix = "";

  @Mixin private RangeOptions range = new RangeOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /**
   * Makes the verb.
   *
   * @param console where it prints
   */
  public DiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    BlockFiles left = new FileLocation(first, prefix, false).open();
    BlockFiles right = new FileLocation(second, prefix, false).open();
    BlockListing leftBlocks = left.list();
    BlockListing rightBlocks = right.list();
    long total = range.countIn(leftBlocks) + range.countIn(rightBlocks);
    try (BlockFileReader leftReader = left.reader();
        BlockFileReader rightReader = right.reader();
        ProgressBar progress = ProgressBar.open(console, "comparing", total)) {
      DifferencePrinter printer = new DifferencePrinter(console, output.isJson());
      compare(leftBlocks, leftReader, rightBlocks, rightReader, printer, progress);
      console.out().flush();
      return printer.count() == 0 ? ExitCode.GOOD : ExitCode.FINDINGS;
    }
  }

  private void compare(
      BlockListing left,
      BlockFileReader leftReader,
      BlockListing right,
      BlockFileReader rightReader,
      DifferencePrinter printer,
      ProgressBar progress)
      throws IOException {
    int l = left.indexFrom(range.from());
    int r = right.indexFrom(range.from());
    while (true) {
      long leftHeight = l < left.count() ? left.height(l) : Long.MAX_VALUE;
      long rightHeight = r < right.count() ? right.height(r) : Long.MAX_VALUE;
      long height = Math.min(leftHeight, rightHeight);
      if (height == Long.MAX_VALUE || height > range.to()) {
        return;
      }
      if (leftHeight == rightHeight) {
        new BlockComparison(leftReader.read(height), rightReader.read(height), printer).run();
      } else {
        printer.block(height, leftHeight < rightHeight ? Side.FIRST : Side.SECOND);
      }
      l += leftHeight == height ? 1 : 0;
      r += rightHeight == height ? 1 : 0;
      progress.advance(leftHeight == rightHeight ? 2 : 1);
    }
  }
}
