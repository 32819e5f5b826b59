package org.abcistream.cli.check;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.abcistream.cli.option.ExitCode;
import org.abcistream.cli.option.OutputOptions;
import org.abcistream.cli.option.SourceOptions;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.output.JsonObject;
import org.abcistream.file.reader.HeightRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gaps}: which heights are missing. */
@Command(
    name = "gaps",
    description = "Lists the heights that are missing between the first and the last block.",
    footer = {
      "",
      "Exit codes: 1 when there are any.",
      "",
      "Example:",
      "  abcistream gaps --dir streamed"
    })
public final class GapsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /**
   * Makes the verb.
   *
   * @param console where it prints
   */
  public GapsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<HeightRange> gaps = source.open().list().gaps();
    for (HeightRange gap : gaps) {
      console
          .out()
          .line(
              output.isJson()
                  ? new JsonObject().put("from", gap.first()).put("to", gap.last()).toString()
                  : gap.toString());
    }
    console.out().flush();
    return gaps.isEmpty() ? ExitCode.GOOD : ExitCode.FINDINGS;
  }
}
