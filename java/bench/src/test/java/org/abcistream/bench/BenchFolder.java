package org.abcistream.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for what a benchmark writes, on the file system that is measured. One level deep. */
public final class BenchFolder implements AutoCloseable {
  /** The property that names the folder in which all of them are made. */
  static final String PROPERTY = "abcistream.bench.folder";

  private final Path path;

  private BenchFolder(Path path) {
    this.path = path;
  }

  /** An empty folder. */
  public static BenchFolder make() throws IOException {
    return new BenchFolder(
        Files.createTempDirectory(Path.of(System.getProperty(PROPERTY)), "bench-"));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Removes it and what it holds. */
  @Override
  public void close() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(path);
  }
}
