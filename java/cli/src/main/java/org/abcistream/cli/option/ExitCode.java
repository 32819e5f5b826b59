package org.abcistream.cli.option;

/** The exit codes of every verb. */
public final class ExitCode {
  /** All is well. */
  public static final int GOOD = 0;

  /** The verb has done its work and has found something: a fault, a gap, a difference. */
  public static final int FINDINGS = 1;

  /** The command line was wrong, or a file could not be read or written. */
  public static final int FAILED = 2;

  private ExitCode() {}
}
