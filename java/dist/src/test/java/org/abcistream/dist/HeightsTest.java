package org.abcistream.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.abcistream.testkit.Node;
import org.abcistream.testkit.NodeException;
import org.abcistream.testkit.NodeLogRecord;
import org.abcistream.testkit.NodeOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

/** What becomes of a block, by its height and by what the services have already. */
class HeightsTest {
  private static final String FILE_AND_PROBE =
      """
      [store]
      streamers = ["file", "probe"]

      [streamers.file]
      keys = ["*"]
      write_dir = "blocks"
      output-metadata = true
      stop-node-on-error = true

      [streamers.probe]
      keys = ["*"]
      """;

  private static final ModelBlock FIRST = ModelBlock.of(1, "chain a");
  private static final ModelBlock SECOND = ModelBlock.of(2, "chain a");
  private static final ModelBlock THIRD = ModelBlock.of(3, "chain a");
  private static final ModelBlock FOURTH = ModelBlock.of(4, "chain a");
  private static final ModelBlock FIFTH = ModelBlock.of(5, "chain a");
  private static final ModelBlock OTHER_SECOND = ModelBlock.of(2, "chain b");
  private static final ModelBlock OTHER_THIRD = ModelBlock.of(3, "chain b");

  @RegisterExtension private final Probes probes = new Probes();

  @TempDir private Path home;

  @Test
  void servicesWithoutProgressBeginAtWhateverBlockComesFirst() throws IOException {
    ModelBlock first = ModelBlock.of(10_000_000, "hash");
    ModelBlock next = ModelBlock.of(10_000_001, "hash");
    Node node = stream(FILE_AND_PROBE, first, next);
    assertThat(files()).isEqualTo(ModelBlock.filesOf(first, next));
    assertThat(delivered()).containsExactly(10_000_000L, 10_000_001L);
    assertThat(messages(node, Level.INFO))
        .containsOnlyOnce(
            "service file has no progress yet; it begins at height 10000000",
            "service probe has no progress yet; it begins at height 10000000");
    assertThat(messages(node, Level.WARN)).isEmpty();
  }

  @Test
  void aNewServiceOnAnOldChainBeginsWhereTheChainStands() throws IOException {
    stream(withoutProbe(), FIRST, SECOND);
    try (Node node = open(FILE_AND_PROBE)) {
      assertThat(node.lastHeight()).isEqualTo(2);
      THIRD.commitTo(node);
      assertThat(node.lastHeight()).isEqualTo(3);
    }
    assertThat(files()).isEqualTo(ModelBlock.filesOf(FIRST, SECOND, THIRD));
    assertThat(delivered()).containsExactly(3L);
  }

  @Test
  void aBlockThatComesAgainIsNotDelivered() throws IOException {
    stream(FILE_AND_PROBE, FIRST, SECOND, THIRD);
    deleteFilesOf(2);
    deleteFilesOf(3);
    Node node = stream(FILE_AND_PROBE, SECOND, THIRD, FOURTH);
    assertThat(files()).isEqualTo(ModelBlock.filesOf(FIRST, FOURTH));
    assertThat(delivered()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(messages(node, Level.WARN)).isEmpty();
  }

  @Test
  void aBlockWithoutAnAppHashThatComesAgainIsDelivered() throws IOException {
    ModelBlock unnamed = ModelBlock.of(2, "");
    stream(FILE_AND_PROBE, FIRST, unnamed);
    deleteFilesOf(2);
    Node node = stream(FILE_AND_PROBE, unnamed, THIRD);
    assertThat(files()).isEqualTo(ModelBlock.filesOf(FIRST, unnamed, THIRD));
    assertThat(delivered()).containsExactly(1L, 2L, 2L, 3L);
    assertThat(messages(node, Level.WARN)).isEmpty();
  }

  @Test
  void aChainThatWasRolledBackIsWrittenOverTheAbandonedOne() throws IOException {
    stream(FILE_AND_PROBE, FIRST, SECOND, THIRD, FOURTH);
    Node node = stream(FILE_AND_PROBE, OTHER_SECOND);
    assertThat(files()).isEqualTo(ModelBlock.filesOf(FIRST, OTHER_SECOND, THIRD, FOURTH));
    assertThat(messages(node, Level.WARN))
        .containsExactly(
            "block 2 is overwritten, since the chain was rolled back: its app hash was"
                + " 636861696e2061 and is 636861696e2062; files of later blocks, up to 4, are of"
                + " the abandoned chain until they are overwritten too");
    try (Node next = open(FILE_AND_PROBE)) {
      assertThat(next.lastHeight()).isEqualTo(2);
      OTHER_THIRD.commitTo(next);
      assertThat(next.lastHeight()).isEqualTo(3);
    }
    assertThat(files()).isEqualTo(ModelBlock.filesOf(FIRST, OTHER_SECOND, OTHER_THIRD, FOURTH));
    assertThat(delivered()).containsExactly(1L, 2L, 3L, 4L, 2L, 3L);
  }

  @Test
  void theNextBlockIsDeliveredThoughAConsumerHasDeletedAllFiles() throws IOException {
    try (Node node = open(FILE_AND_PROBE)) {
      FIRST.commitTo(node);
      deleteFilesOf(1);
      SECOND.commitTo(node);
    }
    assertThat(files()).isEqualTo(ModelBlock.filesOf(SECOND));
    deleteFilesOf(2);
    stream(FILE_AND_PROBE, THIRD);
    assertThat(files()).isEqualTo(ModelBlock.filesOf(THIRD));
    assertThat(delivered()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aSkippedHeightFailsTheCommitAndIsWrittenNowhere() throws IOException {
    try (Node node = open(FILE_AND_PROBE)) {
      FIRST.commitTo(node);
      assertRefused(
          node,
          THIRD,
          "service file lacks height 2: it has everything up to height 1, and the node brings"
              + " height 3; roll the node back to height 1, or set abcistream.on-gap = \"ignore\""
              + " to go on without them");
      assertThat(node.lastHeight()).isEqualTo(1);
      assertRefused(
          node,
          FIFTH,
          "service file lacks heights 2 to 4: it has everything up to height 1, and the node brings"
              + " height 5; roll the node back to height 1, or set abcistream.on-gap = \"ignore\""
              + " to go on without them");
    }
    assertThat(files()).isEqualTo(ModelBlock.filesOf(FIRST));
    assertThat(delivered()).containsExactly(1L);
    stream(FILE_AND_PROBE, SECOND, THIRD);
    assertThat(files()).isEqualTo(ModelBlock.filesOf(FIRST, SECOND, THIRD));
    assertThat(delivered()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aSkippedHeightIsAHoleWhereGapsAreIgnored() throws IOException {
    Node node = stream(onGap("ignore"), FIRST, FOURTH, FIFTH);
    assertThat(files()).isEqualTo(ModelBlock.filesOf(FIRST, FOURTH, FIFTH));
    assertThat(delivered()).containsExactly(1L, 4L, 5L);
    assertThat(messages(node, Level.WARN))
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).startsWith("service file lacks heights 2 to 3: "),
            text -> assertThat(text).startsWith("service probe lacks heights 2 to 3: "));
  }

  @Test
  void aNodeThatIsAheadIsNotOpenedWhereGapsStopIt() throws IOException {
    stream(onGap("stop"), FIRST, SECOND);
    NodeOptions ahead = options(onGap("stop")).withNodeHeight(3);
    NodeException refusal = catchThrowableOfType(NodeException.class, () -> Node.open(ahead));
    assertThat(refusal)
        .hasMessage(
            "service file has everything up to height 2, and the node has committed height 3: roll"
                + " the node back to height 2, or set abcistream.on-gap to \"rollback\" or"
                + " \"ignore\"");
    assertThat(refusal.status()).isEqualTo("CONFIG");
    try (Node node = Node.open(ahead.withNodeHeight(2))) {
      THIRD.commitTo(node);
    }
    assertThat(files()).isEqualTo(ModelBlock.filesOf(FIRST, SECOND, THIRD));
  }

  @Test
  void aNodeThatIsAheadIsToldWhereToRollBackTo() throws IOException {
    stream(FILE_AND_PROBE, FIRST, SECOND);
    try (Node node = Node.open(options(FILE_AND_PROBE).withNodeHeight(5))) {
      assertThat(node.lastHeight()).isEqualTo(2);
      THIRD.commitTo(node);
    }
    assertThat(files()).isEqualTo(ModelBlock.filesOf(FIRST, SECOND, THIRD));
  }

  @Test
  void theLastHeightIsThatOfTheServiceThatIsFurthestBehind() throws IOException {
    try (Node node = open(FILE_AND_PROBE)) {
      assertThat(node.lastHeight()).isZero();
    }
    stream(FILE_AND_PROBE, FIRST, SECOND);
    stream(withoutProbe(), THIRD);
    try (Node node = open(FILE_AND_PROBE)) {
      assertThat(node.lastHeight()).isEqualTo(2);
      THIRD.commitTo(node);
      assertThat(node.lastHeight()).isEqualTo(3);
    }
    assertThat(files()).isEqualTo(ModelBlock.filesOf(FIRST, SECOND, THIRD));
    assertThat(delivered()).containsExactly(1L, 2L, 3L);
  }

  /** Opens a stream, commits some blocks and closes it. */
  private Node stream(String config, ModelBlock... blocks) {
    try (Node node = open(config)) {
      for (ModelBlock block : blocks) {
        block.commitTo(node);
      }
      return node;
    }
  }

  private Node open(String config) {
    return Node.open(options(config));
  }

  private NodeOptions options(String config) {
    return NodeOptions.of(home, "bank", "staking").withConfig(config);
  }

  private static String withoutProbe() {
    return FILE_AND_PROBE.replace(", \"probe\"", "");
  }

  private static String onGap(String policy) {
    return FILE_AND_PROBE + "\n[abcistream]\non-gap = \"%s\"\n".formatted(policy);
  }

  private static void assertRefused(Node node, ModelBlock block, String message) {
    NodeException refusal = catchThrowableOfType(NodeException.class, () -> block.commitTo(node));
    assertThat(refusal).hasMessage(message);
    assertThat(refusal.status()).isEqualTo("SERVICE_FAILED");
  }

  private Map<String, ByteString> files() throws IOException {
    return OutputFiles.in(home.resolve("blocks"));
  }

  private void deleteFilesOf(long height) throws IOException {
    for (String kind : List.of("data", "meta")) {
      Files.delete(home.resolve("blocks/block-%d-%s".formatted(height, kind)));
    }
  }

  private List<Long> delivered() {
    return probes.named("probe").delivered();
  }

  private static List<String> messages(Node node, Level level) {
    Stream<NodeLogRecord> records = node.logRecords().stream();
    return records.filter(record -> record.level() == level).map(NodeLogRecord::message).toList();
  }
}
