package org.abcistream.cli.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.abcistream.cli.option.ExitCode;
import org.abcistream.cli.option.OutputOptions;
import org.abcistream.cli.option.RangeOptions;
import org.abcistream.cli.option.SourceOptions;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.output.JsonObject;
import org.abcistream.cli.progress.ProgressBar;
import org.abcistream.file.layout.BlockFileKind;
import org.abcistream.file.reader.BlockFiles;
import org.abcistream.file.reader.BlockListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ls}: which blocks there are. */
@Command(
    name = "ls",
    description =
        "Lists the blocks that there are: height, bytes of the data file and of the meta file.",
    footer = {"", "Example:", "  abcistream ls --dir streamed"})
public final class LsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private RangeOptions range = new RangeOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /**
   * Makes the verb.
   *
   * @param console where it prints
   */
  public LsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    BlockFiles files = source.open();
    BlockListing listing = files.list();
    int end = listing.indexBehind(range.to());
    try (ProgressBar progress = ProgressBar.open(console, "listing", range.countIn(listing))) {
      for (int i = listing.indexFrom(range.from()); i < end; i++) {
        OptionalLong data = size(files, listing, i, BlockFileKind.DATA);
        OptionalLong meta = size(files, listing, i, BlockFileKind.META);
        long height = listing.height(i);
        console.out().line(output.isJson() ? json(height, data, meta) : text(height, data, meta));
        progress.advance(1);
      }
    }
    console.out().flush();
    return ExitCode.GOOD;
  }

  /** Empty when there is no such file, or not any more. */
  private static OptionalLong size(
      BlockFiles files, BlockListing listing, int index, BlockFileKind kind) throws IOException {
    if (!listing.has(index, kind)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Files.size(files.names().block(kind, listing.height(index))));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  private static String text(long height, OptionalLong data, OptionalLong meta) {
    return "%10d %12s %12s".formatted(height, shown(data), shown(meta));
  }

  private static String shown(OptionalLong size) {
    return size.isPresent() ? String.valueOf(size.getAsLong()) : "-";
  }

  private static String json(long height, OptionalLong data, OptionalLong meta) {
    JsonObject json = new JsonObject().put("height", height);
    data.ifPresent(size -> json.put("data_bytes", size));
    meta.ifPresent(size -> json.put("meta_bytes", size));
    return json.toString();
  }
}
