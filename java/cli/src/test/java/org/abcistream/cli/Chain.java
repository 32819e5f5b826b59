package org.abcistream.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.abcistream.testkit.Node;
import org.abcistream.testkit.NodeOptions;
import org.abcistream.testkit.TraceReplay;

/** Recorded chains, and the files that the file service makes of them. */
final class Chain {
  static final Path TRACES = Path.of(System.getProperty("abcistream.traces"));

  /** The files of {@code small} as they are kept, without the service's own. */
  static final Path SMALL = TRACES.resolve("small/expected");

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
   * Streams a chain through a real node, whose app.toml lies in its home.
   *
   * @return the folder with the files
   */
  static Path stream(String name, Path home) throws IOException {
    Path chain = name.equals("sim") ? further().resolve(name) : TRACES.resolve(name);
    assumeTrue(
        Files.exists(chain),
        "the trace %s is not there: set ABCISTREAM_TRACES to the folder that holds it"
            .formatted(chain));
    Path trace = chain.resolve(name.equals("sim") ? "trace.bin.gz" : "trace.bin");
    Files.writeString(home.resolve("app.toml"), APP_TOML);
    List<String> stores = Files.readAllLines(chain.resolve("stores.txt"));
    try (Node node = Node.open(NodeOptions.of(home).withStores(stores).withConfig(APP_TOML))) {
      new TraceReplay(node).play(trace);
    }
    return home.resolve("blocks");
  }

  /** The folder with the chains that are too large to be kept here. */
  static Path further() {
    Path beside = TRACES.resolve("../../../../shared/traces").normalize();
    return Optional.ofNullable(System.getenv("ABCISTREAM_TRACES")).map(Path::of).orElse(beside);
  }

  /** A copy of the files of {@code small} that a test may change. */
  static Path copyOfSmall(Path target) throws IOException {
    Files.createDirectories(target);
    try (var files = Files.list(SMALL)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    return target;
  }
}
