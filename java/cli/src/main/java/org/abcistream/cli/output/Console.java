package org.abcistream.cli.output;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The standard output and error of the program, or what a test has in their place.
 *
 * @param out what a verb was asked for
 * @param outFile the file that {@code out} goes to; empty when it is something else
 * @param err everything else: warnings, progress, errors
 * @param outIsTerminal whether a person reads {@code out} right now, so that colors are seen
 * @param errIsTerminal the same for {@code err}: only then may progress be shown
 * @param colors whether a terminal may have them: NO_COLOR is not set
 * @param nanoClock tells how long work has taken
 */
public record Console(
    Output out,
    Optional<OutputFile> outFile,
    PrintWriter err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean colors,
    LongSupplier nanoClock) {
  /** {@return whether what is printed to {@code out} may have colors} */
  public boolean outHasColors() {
    return outIsTerminal && colors;
  }

  /** {@return whether what is printed to {@code err} may have colors} */
  public boolean errHasColors() {
    return errIsTerminal && colors;
  }

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
