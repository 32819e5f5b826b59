package org.abcistream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.abcistream.api.ChangeSet;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;
import org.abcistream.testkit.Node;
import org.abcistream.testkit.NodeLogRecord;
import org.abcistream.testkit.NodeOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Blocks from nothing to very large, and nodes with more than one stream. */
class BlockSizesTest {
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

  @RegisterExtension private final Probes probes = new Probes();

  @TempDir private Path home;

  @Test
  void anEmptyBlockGivesItsTwoFiles() throws IOException {
    ModelBlock empty = ModelBlock.of(1, "hash").withPairs(List.of());
    commit(empty);
    assertThat(empty.dataFile()).isEqualTo(ByteString.copyFrom(new byte[Long.BYTES]));
    assertThat(files("blocks")).isEqualTo(ModelBlock.filesOf(empty));
  }

  @Test
  void aBlockOf200000PairsIsWritten() throws IOException {
    Random random = new Random(38);
    String[] stores = {"staking", "bank", "gov"};
    List<StoreKVPair> pairs = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      String store = stores[random.nextInt(stores.length)];
      String key = "key/" + random.nextInt(1_000_000);
      pairs.add(
          random.nextInt(10) == 0
              ? ModelBlock.delete(store, key)
              : ModelBlock.pair(store, key, "v".repeat(random.nextInt(100))));
    }
    ModelBlock block = ModelBlock.of(1, "hash").withPairs(pairs);
    commit(block);
    assertThat(files("blocks").equals(ModelBlock.filesOf(block))).isTrue();
  }

  @Test
  void aValueOf64MiBIsWritten() throws IOException {
    byte[] value = new byte[64 << 20];
    new Random(38).nextBytes(value);
    StoreKVPair large =
        ModelBlock.pair("bank", "large", "").toBuilder()
            .setValue(ByteString.copyFrom(value))
            .build();
    ModelBlock block =
        ModelBlock.of(1, "hash")
            .withPairs(
                List.of(
                    ModelBlock.pair("bank", "before", "small"),
                    large,
                    ModelBlock.pair("bank", "after", "small")));
    commit(block);
    assertThat(files("blocks").equals(ModelBlock.filesOf(block))).isTrue();
  }

  @Test
  void aStoreThatNobodyWantsLeavesNoTrace() throws IOException {
    String config =
        APP_TOML.replace("[\"file\"]", "[\"file\", \"probe\"]").replace("\"*\"", "\"bank\"")
            + "[streamers.probe]\nkeys = [\"gov\"]\n";
    StoreKVPair bank = ModelBlock.pair("bank", "key", "value");
    StoreKVPair gov = ModelBlock.pair("gov", "key", "value");
    StoreKVPair staking = ModelBlock.pair("staking", "key", "value");
    ModelBlock block = ModelBlock.of(1, "hash").withPairs(List.of(staking, gov, bank));
    List<String> seen = new ArrayList<>();
    probes
        .named("probe")
        .onBlock(
            given -> {
              for (ChangeSet changes : given.changeSets()) {
                seen.add(changes.storeKey() + " " + changes.pairCount());
              }
            });
    try (Node node = open(config, "blocks")) {
      assertThat(node.listens("bank")).isTrue();
      assertThat(node.listens("gov")).isTrue();
      assertThat(node.listens("staking")).isFalse();
      block.commitTo(node);
    }
    assertThat(files("blocks")).isEqualTo(ModelBlock.filesOf(block.withPairs(List.of(bank))));
    assertThat(seen).containsExactly("gov 1");
  }

  @Test
  void aStreamWithoutServicesTakesBlocks() {
    try (Node node = open("", "idle")) {
      assertThat(node.listens("bank")).isFalse();
      ModelBlock.of(1, "hash").commitTo(node);
      assertThat(node.lastHeight()).isZero();
    }
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void twoStreamsOfOneProcessDoNotMix() throws IOException {
    ModelBlock left = ModelBlock.of(1, "left");
    ModelBlock right = ModelBlock.of(1, "right");
    Node leftNode = open(APP_TOML.replace("blocks", "left"), "left chain");
    Node rightNode = open(APP_TOML.replace("blocks", "right"), "right chain");
    try (leftNode;
        rightNode) {
      left.commitTo(leftNode);
      right.commitTo(rightNode);
      right.at(2).commitTo(rightNode);
      left.at(2).commitTo(leftNode);
      rightNode.close();
      left.at(3).commitTo(leftNode);
    }
    assertThat(files("left")).isEqualTo(ModelBlock.filesOf(left, left.at(2), left.at(3)));
    assertThat(files("right")).isEqualTo(ModelBlock.filesOf(right, right.at(2)));
    assertThat(leftNode.logRecords())
        .isNotEmpty()
        .extracting(NodeLogRecord::stream)
        .containsOnly("left chain");
    assertThat(rightNode.logRecords())
        .isNotEmpty()
        .extracting(NodeLogRecord::stream)
        .containsOnly("right chain");
  }

  private void commit(ModelBlock block) {
    try (Node node = open(APP_TOML, "test")) {
      block.commitTo(node);
    }
  }

  private Node open(String config, String name) {
    return Node.open(
        NodeOptions.of(home, "staking", "gov", "bank").withConfig(config).withName(name));
  }

  private Map<String, ByteString> files(String directory) throws IOException {
    return OutputFiles.in(home.resolve(directory));
  }
}
