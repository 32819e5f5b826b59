package org.abcistream.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.abcistream.cli.option.ExitCode;
import org.abcistream.cli.output.Console;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: a script for the shell. */
@Command(
    name = "completion",
    description = "Prints a script that completes verbs and options in a shell.",
    footer = {"", "Example:", "  source <(abcistream completion bash)"})
final class CompletionCommand implements Callable<Integer> {
  /** The shells that read one and the same script. */
  enum Shell {
    BASH,
    ZSH;

    /** {@return the name as it is typed} */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "bash|zsh", description = "The shell; zsh loads bashcompinit itself.")
  private Shell shell = Shell.BASH;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    console
        .out()
        .line("# To be read by the shell: source <(abcistream completion %s)".formatted(shell));
    console.out().text(AutoComplete.bash("abcistream", spec.root().commandLine()));
    console.out().flush();
    return ExitCode.GOOD;
  }
}
