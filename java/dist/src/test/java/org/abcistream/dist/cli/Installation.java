package org.abcistream.dist.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The installation that the build has filled, and what its programs say. */
final class Installation {
  static final Path HOME = Path.of(System.getProperty("abcistream.stage"));
  static final Path LAUNCHER = HOME.resolve("bin/abcistream");
  static final Path TRACES = Path.of(System.getProperty("abcistream.traces"));
  static final Path SMALL = TRACES.resolve("small/expected");

  /**
   * What a process has done.
   *
   * @param exitCode as a shell would show it
   */
  record Result(int exitCode, String out, String err) {}

  private Installation() {}

  /** Runs a program to its end. */
  static Result run(Map<String, String> environment, Object... command) throws Exception {
    Path out = Files.createTempFile("abcistream", ".out");
    Path err = Files.createTempFile("abcistream", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(List.of(command).stream().map(Object::toString).toList());
      builder.environment().putAll(environment);
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      int exitCode = process.waitFor();
      return new Result(exitCode, Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  static Result run(Object... command) throws Exception {
    return run(Map.of(), command);
  }

  /** Runs a line of bash, in which {@code abcistream} is the launcher. */
  static Result bash(String line) throws Exception {
    return run(
        Map.of("PATH", LAUNCHER.getParent() + ":" + System.getenv("PATH")), "bash", "-c", line);
  }
}
