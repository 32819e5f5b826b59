package org.abcistream.testkit;

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
public record TmpfsMount(Path directory) implements AutoCloseable {
  /**
   * Mounts one; where that cannot be done, the test is skipped and says why.
   *
   * @param directory is made where it is not there
   * @param options such as {@code size=1m}
   * @return what unmounts it when it is closed
   * @throws IOException if the directory cannot be made
   */
  public static TmpfsMount on(Path directory, String options) throws IOException {
    Files.createDirectories(directory);
    String failure = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString());
    Assumptions.assumeTrue(
        failure.isEmpty(), "needs the right to mount a tmpfs (run as root): " + failure);
    return new TmpfsMount(directory);
  }

  /**
   * Nothing can be written from now on.
   *
   * @throws IOException if that cannot be done
   */
  public void makeReadOnly() throws IOException {
    require("mount", "-o", "remount,ro", directory.toString());
  }

  /**
   * Unmounts it, with all that is in it.
   *
   * @throws IOException if a file in it is still open
   */
  @Override
  public void close() throws IOException {
    require("umount", directory.toString());
  }

  private static void require(String... command) throws IOException {
    String failure = run(command);
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
