package org.abcistream.cli.check;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.abcistream.cli.option.ExitCode;
import org.abcistream.cli.option.OutputOptions;
import org.abcistream.cli.option.RangeOptions;
import org.abcistream.cli.option.SourceOptions;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.output.JsonObject;
import org.abcistream.cli.progress.ProgressBar;
import org.abcistream.file.reader.BlockFileCheck;
import org.abcistream.file.reader.BlockFiles;
import org.abcistream.file.reader.BlockListing;
import org.abcistream.file.reader.Finding;
import org.abcistream.file.reader.Strictness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code verify}: whether the files are what the service writes. */
@Command(
    name = "verify",
    description = {
      "Checks names, lengths, encoding, the order of stores and keys, keys that are there twice,"
          + " the height in the metadata, gaps, and what was left over.",
      VerifyCommand.LIMIT
    },
    footer = {
      "",
      "Exit codes: 1 when something is wrong. Files that a killed process has left, and",
      "transactions that the reference repeats, are said but are no faults.",
      "",
      "Example:",
      "  abcistream verify --dir streamed"
    })
public final class VerifyCommand implements Callable<Integer> {
  static final String LIMIT =
      "The files carry no checksums: bytes that have changed inside of keys, of values and of"
          + " metadata cannot be seen where they leave another valid block.";

  private final Console console;

  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private RangeOptions range = new RangeOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--lenient",
      description = "Take every valid protobuf encoding, with stores and keys in any order.")
  private boolean lenient;

  private long findings;
  private long faults;

  /**
   * Makes the verb.
   *
   * @param console where it prints
   */
  public VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    BlockFiles files = source.open();
    BlockListing listing = files.list();
    int first = listing.indexFrom(range.from());
    int end = listing.indexBehind(range.to());
    try (BlockFileCheck check =
            BlockFileCheck.of(files, lenient ? Strictness.LENIENT : Strictness.CANONICAL);
        ProgressBar progress = ProgressBar.open(console, "checking", end - first)) {
      print(check.check(listing));
      for (int i = first; i < end; i++) {
        print(check.check(listing.height(i)));
        progress.advance(1);
      }
    }
    printSummary(end - first);
    console.out().flush();
    return faults == 0 ? ExitCode.GOOD : ExitCode.FINDINGS;
  }

  private void print(List<Finding> found) throws IOException {
    for (Finding finding : found) {
      findings++;
      faults += finding.kind().isHarmless() ? 0 : 1;
      console.out().line(output.isJson() ? json(finding) : finding.toString());
    }
  }

  private static String json(Finding finding) {
    return new JsonObject()
        .put("path", finding.path().toString())
        .put("offset", finding.offset())
        .put("kind", finding.kind().name())
        .put("fault", !finding.kind().isHarmless())
        .put("message", finding.sentence())
        .toString();
  }

  private void printSummary(long blocks) throws IOException {
    if (output.isJson()) {
      console
          .out()
          .line(
              new JsonObject()
                  .put("blocks", blocks)
                  .put("findings", findings)
                  .put("faults", faults)
                  .put("limit", LIMIT)
                  .toString());
      return;
    }
    console
        .out()
        .line(
            "%s checked: %s%s"
                .formatted(
                    counted(blocks, "block"),
                    faults == 0 ? "no faults" : counted(faults, "fault"),
                    findings == faults ? "" : ", " + counted(findings - faults, "note")));
    console.out().line(LIMIT);
  }

  private static String counted(long count, String noun) {
    return count == 1 ? "1 " + noun : count + " " + noun + "s";
  }
}
