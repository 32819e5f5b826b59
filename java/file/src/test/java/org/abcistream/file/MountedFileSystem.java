package org.abcistream.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of a test's own, in memory: for what only root can try. */
final class MountedFileSystem implements AutoCloseable {
  private final Path directory;

  private MountedFileSystem(Path directory) {
    this.directory = directory;
  }

  /** Mounts one on a directory; where that cannot be done, the test is skipped and says why. */
  static MountedFileSystem on(Path directory, String size) throws IOException {
    String failure = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", directory + "");
    Assumptions.assumeTrue(
        failure.isEmpty(), "needs the right to mount a tmpfs (run as root): " + failure);
    return new MountedFileSystem(directory);
  }

  void makeReadOnly() throws IOException {
    require(run("mount", "-o", "remount,ro", directory.toString()));
  }

  @Override
  public void close() throws IOException {
    require(run("umount", directory.toString()));
  }

  private static void require(String failure) {
    if (!failure.isEmpty()) {
      throw new IllegalStateException(failure);
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
