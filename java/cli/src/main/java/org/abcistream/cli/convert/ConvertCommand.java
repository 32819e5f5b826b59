package org.abcistream.cli.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.abcistream.cli.option.ExitCode;
import org.abcistream.cli.option.SourceOptions;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.output.Output;
import org.abcistream.cli.progress.BlockWalk;
import org.abcistream.file.reader.StoredPairs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code convert}: the pairs of many blocks as one file. */
@Command(
    name = "convert",
    description =
        "Converts the pairs of blocks to JSON lines, CSV or Parquet: height, store_key, delete,"
            + " key, value.",
    footer = {
      "",
      "Exit codes: 1 when heights are missing between those that were converted.",
      "",
      "Example:",
      "  abcistream convert --to parquet --dir streamed --out pairs.parquet"
    })
public final class ConvertCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private ConvertOptions options = new ConvertOptions();

  /**
   * Makes the verb.
   *
   * @param console where it prints what goes to no file
   */
  public ConvertCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    ConvertFormat format = options.format();
    PairShape shape = options.shape();
    BlockWalk walk = BlockWalk.of(source.open(), options.from(), options.to());
    Optional<Path> target = options.target(walk.first(), walk.last());
    if (target.isPresent()) {
      return writeFile(walk, format, shape, target.get());
    }
    try (PairSink sink = textSink(format, console.out(), shape)) {
      return convert(walk, sink);
    }
  }

  private int writeFile(BlockWalk walk, ConvertFormat format, PairShape shape, Path target)
      throws IOException {
    try (WholeFile file = WholeFile.create(target, options.force())) {
      int exitCode;
      if (format == ConvertFormat.PARQUET) {
        try (PairSink sink = new ParquetSink(file.temporary(), shape)) {
          exitCode = convert(walk, sink);
        }
      } else {
        try (OutputStream stream = Files.newOutputStream(file.temporary());
            PairSink sink = textSink(format, new Output(stream), shape)) {
          exitCode = convert(walk, sink);
        }
      }
      file.publish();
      return exitCode;
    }
  }

  private static PairSink textSink(ConvertFormat format, Output out, PairShape shape)
      throws IOException {
    return format == ConvertFormat.CSV ? new CsvSink(out, shape) : new JsonLinesSink(out, shape);
  }

  /** Gives all pairs to a sink and finishes it; returns the exit code. */
  private int convert(BlockWalk walk, PairSink sink) throws IOException {
    Set<String> stores = options.stores();
    long missing =
        walk.run(
            console,
            "converting",
            block -> {
              StoredPairs pairs = block.pairs();
              while (pairs.advance()) {
                if (stores.isEmpty() || stores.contains(pairs.storeKey().name())) {
                  sink.write(block.height(), pairs);
                }
              }
            });
    sink.finish();
    if (missing == 0) {
      return ExitCode.GOOD;
    }
    console.warn(
        "heights from %d to %d without data: %d; `gaps` lists them"
            .formatted(walk.first(), walk.last(), missing));
    return ExitCode.FINDINGS;
  }
}
