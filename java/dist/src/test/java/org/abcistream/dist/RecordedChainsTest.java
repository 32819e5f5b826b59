package org.abcistream.dist;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.abcistream.testkit.Node;
import org.abcistream.testkit.NodeOptions;
import org.abcistream.testkit.TraceReplay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chains that real nodes have recorded, against the files that the reference makes of them. */
class RecordedChainsTest {
  private static final Path TRACES = Path.of(System.getProperty("abcistream.traces"));
  private static final Path LARGE = Path.of(System.getProperty("abcistream.large.traces"));

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

  @TempDir private Path home;

  @Test
  void theFilesOfTheFirstGenerationAreThoseOfTheReference() throws Exception {
    Path chain = TRACES.resolve("small");
    replay(chain);
    assertThat(OutputFiles.in(home.resolve("blocks")))
        .hasSize(40)
        .isEqualTo(OutputFiles.in(chain.resolve("expected")));
    assertNothingElseIsLeft();
  }

  @Test
  void theFilesOfTheSecondGenerationAreThoseOfTheReference() throws Exception {
    Path chain = TRACES.resolve("v053-small");
    replay(chain);
    assertThat(digestsOfFiles()).hasSize(48).isEqualTo(expectedDigests(chain));
    assertNothingElseIsLeft();
  }

  @Test
  void theFilesOfALongChainAreThoseOfTheReference() throws Exception {
    Path chain = LARGE.resolve("sim");
    replay(chain);
    assertThat(digestsOfFiles()).hasSize(600).isEqualTo(expectedDigests(chain));
    assertNothingElseIsLeft();
  }

  /** Gives the stores in descending order, so that a handle is not by chance the store's place. */
  private void replay(Path chain) throws IOException {
    List<String> stores = Files.readAllLines(chain.resolve("stores.txt"));
    stores.sort(Collections.reverseOrder());
    try (Node node = Node.open(NodeOptions.of(home).withStores(stores).withConfig(APP_TOML))) {
      new TraceReplay(node).play(chain.resolve("trace.bin"));
    }
  }

  private void assertNothingElseIsLeft() throws IOException {
    assertThat(OutputFiles.hiddenIn(home.resolve("blocks")))
        .containsExactly(".block.lock", ".block.progress");
    assertThat(home.toFile().list()).containsExactly("blocks");
  }

  private Map<String, String> digestsOfFiles() throws Exception {
    Map<String, String> digests = new TreeMap<>();
    for (Map.Entry<String, ByteString> file : OutputFiles.in(home.resolve("blocks")).entrySet()) {
      digests.put(file.getKey(), digest(file.getValue()));
    }
    return digests;
  }

  private static String digest(ByteString content) throws NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.toByteArray());
    return HexFormat.of().formatHex(digest);
  }

  private static Map<String, String> expectedDigests(Path chain) throws IOException {
    return Files.readAllLines(chain.resolve("expected.sha256")).stream()
        .map(line -> line.split(" +"))
        .collect(toMap(columns -> columns[1], columns -> columns[0]));
  }
}
