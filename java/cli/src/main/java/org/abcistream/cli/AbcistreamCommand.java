package org.abcistream.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code abcistream} without a verb. */
@Command(
    name = "abcistream",
    description = "Reads back, checks and converts what abcistream has streamed into block files.",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    footer = {
      "",
      "Exit codes: 0 all is well, 1 something was found, 2 a wrong command line or",
      "a file that cannot be used. NO_COLOR turns colors off.",
      "",
      "Example:",
      "  abcistream verify --home ~/.simapp"
    })
final class AbcistreamCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  AbcistreamCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a verb is missing");
  }
}
