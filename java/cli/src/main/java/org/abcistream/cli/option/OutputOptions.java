package org.abcistream.cli.option;

import picocli.CommandLine.Option;

/** {@code -o}, as the tools of the Cosmos SDK have it. */
public final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      description = "Lines for people, or a JSON object a line (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.TEXT;

  /** For picocli. */
  public OutputOptions() {}

  /** {@return what was asked for} */
  public OutputFormat format() {
    return format;
  }

  /** {@return whether JSON was asked for} */
  public boolean isJson() {
    return format == OutputFormat.JSON;
  }
}
