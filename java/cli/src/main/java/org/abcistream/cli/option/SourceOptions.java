package org.abcistream.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import org.abcistream.file.reader.BlockFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Where the block files lie: {@code --dir} and {@code --prefix}, or the home of a node, whose
 * app.toml says it.
 */
public final class SourceOptions {
  @Option(names = "--dir", paramLabel = "DIR", description = "The folder with the block files.")
  private @Nullable Path directory;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description = "What their names begin with, before \"-block-\"; nothing by default.")
  private @Nullable String prefix;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Which file service of the app.toml, when it has several.")
  private @Nullable String service;

  @Mixin private NodeConfigOptions node = new NodeConfigOptions();

  /** For picocli. */
  public SourceOptions() {}

  /**
   * Finds the files. Nothing but the app.toml is read.
   *
   * @throws UsageException if the options do not say where the files are
   */
  public FileLocation locate() {
    if (directory != null) {
      if (node.isGiven() || service != null) {
        throw new UsageException(
            "--dir says where the files are, and --home has the node's app.toml say it: give one of"
                + " the two");
      }
      return new FileLocation(directory, prefix == null ? "" : prefix, false);
    }
    if (!node.isGiven()) {
      throw new UsageException(
          "nothing says where the block files are: give --dir DIR, or --home DIR of the node");
    }
    FileLocation location = node.read().fileService(service);
    return prefix == null
        ? location
        : new FileLocation(location.directory(), prefix, location.metadataOff());
  }

  /**
   * {@return the files}
   *
   * @throws UsageException if the options do not say where they are
   * @throws IOException if there is no such directory
   */
  public BlockFiles open() throws IOException {
    return locate().open();
  }
}
