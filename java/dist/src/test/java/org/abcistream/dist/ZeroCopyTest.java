package org.abcistream.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.abcistream.api.Block;
import org.abcistream.api.ChangeSet;
import org.abcistream.api.PairCursor;
import org.abcistream.api.Payload;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;
import org.abcistream.testkit.Node;
import org.abcistream.testkit.NodeOptions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a service sees is the memory that the node's thread has written, and no copy of it. */
class ZeroCopyTest {
  private static final int MEBIBYTE = 1 << 20;

  private static final String TWO_PROBES =
      """
      [store]
      streamers = ["left", "right"]

      [streamers.left]
      type = "probe"
      keys = ["*"]

      [streamers.right]
      type = "probe"
      keys = ["*"]
      """;

  private static final String ONE_PROBE =
      """
      [store]
      streamers = ["probe"]

      [streamers.probe]
      keys = ["*"]
      """;

  @RegisterExtension private final Probes probes = new Probes();

  @TempDir private Path home;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Many chunks, one of which a single pair fills; of the three stores one has no pair. */
  private final ModelBlock block = ModelBlock.of(1, "hash").withPairs(somePairs());

  private static List<StoreKVPair> somePairs() {
    List<StoreKVPair> pairs = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      pairs.add(ModelBlock.pair("bank", "account/" + i, "x".repeat(i)));
      pairs.add(ModelBlock.delete("staking", "validator/" + i));
    }
    pairs.add(ModelBlock.pair("bank", "large", "y".repeat(2 * MEBIBYTE)));
    pairs.add(ModelBlock.pair("bank", "empty", ""));
    return pairs;
  }

  @Test
  void everyBufferIsAReadOnlyViewOfTheMemoryOfTheNativeSide() {
    probes.named("probe").onBlock(this::assertIsSeenInPlace);
    try (Node node = open(ONE_PROBE)) {
      block.commitTo(node);
    }
    assertThat(probes.named("probe").delivered()).containsExactly(1L);
  }

  /** Called by the service: what fails here fails the commit. */
  private void assertIsSeenInPlace(Block seen) {
    List<StoreKVPair> pairs = new ArrayList<>();
    for (ChangeSet changes : seen.changeSets()) {
      List<Region> chunks = regionsOf(changes);
      assertThat(chunks).allSatisfy(ZeroCopyTest::assertIsNative);
      for (PairCursor pair = changes.cursor(); pair.next(); ) {
        assertThat(regionOf(pair.key()).liesInOneOf(chunks)).isTrue();
        assertThat(regionOf(pair.value()).liesInOneOf(chunks)).isTrue();
        pairs.add(copyOf(pair));
      }
    }
    assertThat(regionsOf(seen.metadata())).isNotEmpty().allSatisfy(ZeroCopyTest::assertIsNative);
    assertThat(pairs).containsExactlyInAnyOrderElementsOf(block.pairs());
    assertThat(bytesOf(seen.data())).isEqualTo(block.dataFile().substring(Long.BYTES));
    assertThat(bytesOf(seen.metadata())).isEqualTo(block.metaFile().substring(Long.BYTES));
  }

  /** The node encodes the pair itself, into room of the segment whose address it is told. */
  @Test
  void aKeyAndAValueLieWhereTheNodeHasWrittenThem() throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    ModelBlock.pair("bank", "alice", "42").writeDelimitedTo(message);
    List<Long> addresses = new ArrayList<>();
    probes
        .named("probe")
        .onBlock(
            seen -> {
              PairCursor pair = seen.changeSets().get(0).cursor();
              assertThat(pair.next()).isTrue();
              addresses.add(regionOf(pair.key()).start());
              addresses.add(regionOf(pair.value()).start());
            });
    long room;
    try (Node node = open(ONE_PROBE)) {
      room = node.writeEncoded("bank", message.toByteArray(), 1, 0);
      node.emptyBlock(1, new byte[] {1});
    }
    String text = message.toString(StandardCharsets.ISO_8859_1);
    assertThat(addresses).containsExactly(room + text.indexOf("alice"), room + text.indexOf("42"));
  }

  @Test
  void allServicesSeeTheSameMemory() {
    Map<String, List<Region>> regions = new HashMap<>();
    for (String name : List.of("left", "right")) {
      List<Region> seen = Collections.synchronizedList(new ArrayList<>());
      regions.put(name, seen);
      probes.named(name).onBlock(given -> seen.addAll(allRegionsOf(given)));
    }
    try (Node node = open(TWO_PROBES)) {
      block.commitTo(node);
    }
    assertThat(regions.get("left")).hasSizeGreaterThan(8_000).isEqualTo(regions.get("right"));
  }

  @Test
  void aLargeValueIsInNoMemoryOfTheJvm() {
    List<MemoryUse> uses = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    probes
        .named("probe")
        .onBlock(
            seen -> {
              PairCursor pair = seen.changeSets().get(0).cursor();
              assertThat(pair.next()).isTrue();
              sizes.add(pair.value().remaining());
              uses.add(memoryUse());
            });
    ModelBlock small =
        ModelBlock.of(1, "hash").withPairs(List.of(ModelBlock.pair("bank", "k", "v")));
    ModelBlock large =
        ModelBlock.of(2, "hash")
            .withPairs(List.of(ModelBlock.pair("bank", "k", "v".repeat(32 * MEBIBYTE))));
    try (Node node = open(ONE_PROBE)) {
      small.commitTo(node);
      large.commitTo(node);
    }
    assertThat(sizes).containsExactly(1, 32 * MEBIBYTE);
    assertThat(uses.get(1).heap - uses.get(0).heap).isLessThan(MEBIBYTE);
    assertThat(uses.get(1).direct - uses.get(0).direct).isLessThan(MEBIBYTE);
    assertThat(uses.get(1).javacpp - uses.get(0).javacpp).isLessThan(MEBIBYTE);
  }

  /**
   * Bytes that the calling thread has ever allocated on the heap, that direct buffers of the JVM
   * hold now, and that JavaCPP holds now.
   */
  private record MemoryUse(long heap, long direct, long javacpp) {}

  private MemoryUse memoryUse() {
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return new MemoryUse(threads.getCurrentThreadAllocatedBytes(), direct, Pointer.totalBytes());
  }

  @Test
  void viewsThrowOnceTheBlockIsTaken() {
    List<ThrowingCallable> uses = new ArrayList<>();
    probes
        .named("probe")
        .onBlock(
            seen -> {
              ChangeSet changes = seen.changeSets().get(0);
              PairCursor pair = changes.cursor();
              assertThat(pair.next()).isTrue();
              Payload metadata = seen.metadata();
              uses.addAll(
                  List.of(
                      seen::height,
                      seen::appHash,
                      seen::changeSets,
                      seen::data,
                      seen::metadata,
                      changes::storeKey,
                      changes::pairCount,
                      changes::deleteCount,
                      changes::cursor,
                      changes::size,
                      changes::bufferCount,
                      () -> changes.buffer(0),
                      metadata::size,
                      metadata::bufferCount,
                      () -> metadata.buffer(0),
                      pair::next,
                      pair::storeKey,
                      pair::isDelete,
                      pair::key,
                      pair::value,
                      pair::keySize,
                      pair::valueSize));
            });
    try (Node node = open(ONE_PROBE)) {
      block.commitTo(node);
      assertThat(uses)
          .hasSize(22)
          .allSatisfy(
              use ->
                  assertThatIllegalStateException()
                      .isThrownBy(use)
                      .withMessage(
                          "block 1 is no longer valid: it may be read only until onBlock returns;"
                              + " copy what you keep"));
    }
  }

  /**
   * Some bytes are the chunks that the larger block has more, each of which is seen for the first
   * time once. An object a pair, the smallest of which has 16 bytes, would be 1.5 MiB.
   */
  @Test
  void theFileServiceAllocatesNoBytePerPair() {
    String config =
        """
        [store]
        streamers = ["frugal"]

        [streamers.frugal]
        type = "file"
        keys = ["*"]
        output-metadata = true
        stop-node-on-error = true
        """;
    ModelBlock small = blockOf(1_000);
    ModelBlock large = blockOf(100_000);
    try (Node node = open(config)) {
      long thread = idOf("abcistream-frugal");
      small.at(1).commitTo(node);
      large.at(2).commitTo(node);
      long smallBytes = allocatedBy(thread, node, small.at(3));
      long largeBytes = allocatedBy(thread, node, large.at(4));
      assertThat(largeBytes - smallBytes).isLessThan(64 << 10);
    }
  }

  private long allocatedBy(long thread, Node node, ModelBlock next) {
    long before = threads.getThreadAllocatedBytes(thread);
    next.commitTo(node);
    return threads.getThreadAllocatedBytes(thread) - before;
  }

  private static ModelBlock blockOf(int pairs) {
    return ModelBlock.of(1, "hash")
        .withPairs(
            IntStream.range(0, pairs)
                .mapToObj(i -> ModelBlock.pair("bank", "account/" + i, "balance"))
                .toList());
  }

  private static long idOf(String thread) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(candidate -> candidate.getName().equals(thread))
        .findFirst()
        .orElseThrow()
        .getId();
  }

  private Node open(String config) {
    return Node.open(NodeOptions.of(home, "staking", "bank", "gov").withConfig(config));
  }

  private static void assertIsNative(Region region) throws Exception {
    assertThat(region.isPrivateAndAnonymous()).isTrue();
  }

  private static Region regionOf(ByteBuffer buffer) {
    assertThat(buffer.isDirect()).isTrue();
    assertThat(buffer.isReadOnly()).isTrue();
    assertThat(buffer.position()).isZero();
    return Region.of(buffer);
  }

  private static List<Region> regionsOf(Payload payload) {
    return IntStream.range(0, payload.bufferCount())
        .mapToObj(i -> regionOf(payload.buffer(i)))
        .toList();
  }

  private static List<Region> allRegionsOf(Block seen) throws Exception {
    List<Region> regions = new ArrayList<>(regionsOf(seen.data()));
    regions.addAll(regionsOf(seen.metadata()));
    for (ChangeSet changes : seen.changeSets()) {
      changes.forEach(
          (store, key, value, delete) -> {
            regions.add(regionOf(key));
            regions.add(regionOf(value));
          });
    }
    return regions;
  }

  private static ByteString bytesOf(Payload payload) {
    return IntStream.range(0, payload.bufferCount())
        .mapToObj(i -> ByteString.copyFrom(payload.buffer(i)))
        .reduce(ByteString.EMPTY, ByteString::concat);
  }

  private static StoreKVPair copyOf(PairCursor pair) {
    return StoreKVPair.newBuilder()
        .setStoreKey(pair.storeKey().name())
        .setDelete(pair.isDelete())
        .setKey(ByteString.copyFrom(pair.key()))
        .setValue(ByteString.copyFrom(pair.value()))
        .build();
  }
}
