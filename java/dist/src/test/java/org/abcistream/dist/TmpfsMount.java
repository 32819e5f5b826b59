package org.abcistream.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * A file system of a test's own, in memory: full or read-only, which not even root can write to.
 *
 * @param directory where it is mounted
 */
record TmpfsMount(Path directory) implements AutoCloseable {
  /**
   * Mounts one on a new directory; where that cannot be done, the test is skipped and says why.
   *
   * @param options such as {@code size=1m}
   */
  static TmpfsMount on(Path directory, String options) throws IOException {
    Files.createDirectory(directory);
    String failure = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString());
    Assumptions.assumeTrue(
        failure.isEmpty(), "needs the right to mount a tmpfs (run as root): " + failure);
    return new TmpfsMount(directory);
  }

  @Override
  public void close() throws IOException {
    String failure = run("umount", directory.toString());
    if (!failure.isEmpty()) {
      throw new IOException(failure);
    }
  }

  /** What went wrong; empty when nothing did. */
  private static String run(String... command) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return e.toString();
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.onExit().join().exitValue();
    return status == 0 ? "" : "%s ends with %d: %s".formatted(command[0], status, output.strip());
  }
}
