package org.abcistream.cli.option;

/**
 * What was asked for cannot be done as it was asked. The message names the thing, the value and
 * what to do, and is shown as it is; the exit code is {@link ExitCode#FAILED}.
 */
public final class UsageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message a whole sentence for whoever has typed the command
   */
  public UsageException(String message) {
    super(message);
  }
}
