package org.abcistream.cli.stat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.abcistream.cli.convert.WholeFile;
import org.abcistream.cli.option.ExitCode;
import org.abcistream.cli.option.OutputOptions;
import org.abcistream.cli.option.RangeOptions;
import org.abcistream.cli.option.SourceOptions;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.progress.BlockWalk;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stat}: how many pairs and bytes blocks bring to which store. */
@Command(
    name = "stat",
    description = "Counts pairs, deletes and bytes, in all and for each store.",
    footer = {
      "",
      "Bytes are those of the pairs in the data files, with the lengths before them.",
      "",
      "Example:",
      "  abcistream stat --dir streamed --html stat.html"
    })
public final class StatCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private RangeOptions range = new RangeOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with charts instead, which any browser shows off line.")
  private @Nullable Path html;

  @Option(names = "--force", description = "Replace a page that is there.")
  private boolean force;

  /**
   * Makes the verb.
   *
   * @param console where it prints
   */
  public StatCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    BlockWalk walk = BlockWalk.of(source.open(), range.from(), range.to());
    if (html != null) {
      try (WholeFile page = WholeFile.create(html, force)) {
        Files.writeString(page.temporary(), StatPage.of(count(walk)));
        page.publish();
      }
      return ExitCode.GOOD;
    }
    StreamStatistics statistics = count(walk);
    if (output.isJson()) {
      StatPrinter.json(statistics, console.out());
    } else {
      StatPrinter.text(statistics, console.out());
    }
    console.out().flush();
    return ExitCode.GOOD;
  }

  private StreamStatistics count(BlockWalk walk) throws IOException {
    StreamStatistics statistics = new StreamStatistics(walk.first(), walk.last());
    walk.run(console, "counting", statistics::add);
    return statistics;
  }
}
