package org.abcistream.cli.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.abcistream.cli.option.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code doctor}: is here for the list of verbs. The launcher runs the native program itself, since
 * what is to be examined may be that there is no Java.
 */
@Command(
    name = "doctor",
    description = "Examines the installation: whether a node here would start its JVM.",
    footer = {"", "Example:", "  abcistream doctor"})
public final class DoctorCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "ARGUMENT",
      description = "See abcistream-doctor --help.")
  private List<String> arguments = new ArrayList<>();

  /** Makes the verb. */
  public DoctorCommand() {}

  @Override
  public Integer call() {
    throw new UsageException(
        "doctor is no part of the jar: run bin/abcistream-doctor%s of the installation"
            .formatted(arguments.isEmpty() ? "" : " " + String.join(" ", arguments)));
  }
}
