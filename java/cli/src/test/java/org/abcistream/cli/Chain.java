package org.abcistream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.abcistream.testkit.Node;
import org.abcistream.testkit.NodeOptions;
import org.abcistream.testkit.TraceReplay;

/** Recorded chains, and the files that the file service makes of them. */
final class Chain {
  static final Path TRACES = Path.of(System.getProperty("abcistream.traces"));

  /** The files of {@code small} as they are kept, without the service's own. */
  static final Path SMALL = TRACES.resolve("small/expected");

  private static final Path LARGE = Path.of(System.getProperty("abcistream.large.traces"));

  /** Metadata alone, as the reference really writes it for the blocks of {@code small}. */
  static final Path SDK_METADATA = LARGE.resolve("sdk-buggy-meta");

  private static final String APP_TOML =
      """
      [store]
      streamers = ["file"]

      [streamers.file]
      keys = ["*"]
      write_dir = "blocks"
      output-metadata = true
      stop-node-on-error = true
      """;

  private Chain() {}

  /**
   * Fills a node's home: its app.toml, and the files of a chain in its folder {@code blocks}.
   *
   * @param name a recorded chain, which is streamed through a real node; or {@code sdk-buggy-meta},
   *     which has the files that the reference has left
   * @return the folder with the files
   */
  static Path fill(String name, Path home) throws IOException {
    Files.writeString(home.resolve("app.toml"), APP_TOML);
    Path blocks = home.resolve("blocks");
    if (name.equals("sdk-buggy-meta")) {
      copyOfSmall(blocks);
      copy(SDK_METADATA, blocks);
      return blocks;
    }
    Path chain = (name.equals("sim") ? LARGE : TRACES).resolve(name);
    List<String> stores = Files.readAllLines(chain.resolve("stores.txt"));
    try (Node node = Node.open(NodeOptions.of(home).withStores(stores).withConfig(APP_TOML))) {
      new TraceReplay(node).play(chain.resolve("trace.bin"));
    }
    return blocks;
  }

  /** A copy of the files of {@code small} that a test may change. */
  static Path copyOfSmall(Path target) throws IOException {
    Files.createDirectories(target);
    copy(SMALL, target);
    return target;
  }

  private static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
