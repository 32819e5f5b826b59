package org.abcistream.cli.output;

import java.io.PrintWriter;
import java.util.Optional;

/**
 * The standard output and error of the program, or what a test has in their place.
 *
 * @param out what a verb was asked for
 * @param outFile the file that {@code out} goes to; empty when it is something else
 * @param err everything else: warnings, progress, errors
 * @param outIsTerminal whether a person reads {@code out} right now, so that colors are seen
 * @param errIsTerminal the same for {@code err}: only then may progress be shown
 * @param colors whether {@code out} may have them: it is a terminal, and NO_COLOR is not set
 */
public record Console(
    Output out,
    Optional<OutputFile> outFile,
    PrintWriter err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean colors) {
  /**
   * Says something beside the output, such as a warning.
   *
   * @param sentence without the program's name before it
   */
  public void warn(String sentence) {
    err.println("abcistream: " + sentence);
    err.flush();
  }
}
