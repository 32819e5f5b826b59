package org.abcistream.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.abcistream.api.RetryableException;
import org.abcistream.testkit.Node;
import org.abcistream.testkit.NodeException;
import org.abcistream.testkit.NodeLogRecord;
import org.abcistream.testkit.NodeOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

/** What the policies of a service's section make of its failures and of its lagging behind. */
class ServicePolicyTest {
  @RegisterExtension private final Probes probes = new Probes();

  @TempDir private Path home;

  private final Probe probe = probes.named("probe");

  private Node open(String... probeOptions) {
    String config =
        """
        store.streamers = ["probe"]
        [streamers.probe]
        keys = ["*"]
        """;
    return Node.open(
        NodeOptions.of(home, "bank")
            .withName("chain")
            .withConfig(config + String.join("\n", probeOptions) + "\n"));
  }

  private static void commit(Node node, long... heights) {
    for (long height : heights) {
      ModelBlock.of(height, "hash").commitTo(node);
    }
  }

  private static List<String> warnings(Node node) {
    return node.logRecords().stream()
        .filter(record -> record.level() == Level.WARN)
        .map(NodeLogRecord::message)
        .toList();
  }

  @Test
  void aServiceThatDetachesGetsNothingAfterItsFailureUntilTheNextStart() {
    probe.onBlock(
        block -> {
          if (block.height() == 2) {
            throw new IOException("the broker is away");
          }
        });
    try (Node node = open("stop-node-on-error = false", "on-error = \"detach\"")) {
      commit(node, 1, 2, 3, 4);
      assertThat(node.describe())
          .contains("\"name\":\"probe\",\"state\":\"detached\",\"height\":1");
      assertThat(node.lastHeight()).isEqualTo(1);
    }
    assertThat(probe.delivered()).containsExactly(1L, 2L);

    probe.onBlock(block -> {});
    try (Node node = open()) {
      commit(node, 2, 3);
    }
    assertThat(probe.delivered()).containsExactly(1L, 2L, 2L, 3L);
  }

  @Test
  void aRetryableFailureIsTriedAgainWithinTheTimeoutAndIsNoHole() {
    probe.onBlock(
        block -> {
          if (probe.delivered().size() < 3) {
            throw new RetryableException("the broker elects a leader");
          }
        });
    Node opened;
    try (Node node = open("timeout = \"30s\"")) {
      opened = node;
      commit(node, 1, 2);
    }
    assertThat(probe.delivered()).containsExactly(1L, 1L, 1L, 2L);
    assertThat(warnings(opened))
        .containsExactly(
            "service probe failed at height 1 and is called again in 20 ms: the broker elects a"
                + " leader",
            "service probe failed at height 1 and is called again in 40 ms: the broker elects a"
                + " leader");
  }

  @Test
  void aRetryableFailureThatOutlastsTheTimeoutIsAFailure() {
    CountDownLatch committed = new CountDownLatch(1);
    probe.onBlock(
        block -> {
          committed.await();
          throw new RetryableException("the broker is away");
        });
    try (Node node = open("timeout = \"10ms\"", "delivery = \"async\"")) {
      commit(node, 1);
      committed.countDown();
    }
    assertThat(probe.delivered()).containsExactly(1L);
  }

  @Test
  void anAsynchronousServiceMayLagByItsQueueAndMissesWhatIsBeyond() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    probe.onBlock(
        block -> {
          taken.countDown();
          released.await();
        });
    Node opened;
    try (Node node =
        open(
            "delivery = \"async\"",
            "queue-blocks = 3",
            "timeout = \"1ms\"",
            "stop-node-on-error = false")) {
      opened = node;
      commit(node, 1);
      taken.await();
      commit(node, 2, 3, 4, 5);
      assertThat(node.describe()).contains("\"state\":\"late\",").contains("\"holes\":2,");
      released.countDown();
      probe.awaitDelivered(3);
      commit(node, 6);
    } finally {
      released.countDown();
    }
    assertThat(probe.delivered()).containsExactly(1L, 2L, 3L, 6L);
    assertThat(warnings(opened))
        .anyMatch(line -> line.startsWith("the queue of service probe is full (blocks: 3, bytes: "))
        .contains("heights 4 to 5 are missing at service probe: its queue was full");
  }

  @Test
  void aQueueThatIsFullFailsTheCommitOfAServiceThatStopsTheNode() {
    CountDownLatch released = new CountDownLatch(1);
    probe.onBlock(block -> released.await());
    try (Node node =
        open(
            "delivery = \"async\"",
            "queue-blocks = 1",
            "timeout = \"1ms\"",
            "stop-node-on-error = true")) {
      commit(node, 1);
      NodeException failure = catchThrowableOfType(NodeException.class, () -> commit(node, 2));
      assertThat(failure.status()).isEqualTo("TIMEOUT");
      assertThat(failure)
          .hasMessageMatching(
              "the queue of service probe is full \\(blocks: 1, bytes: \\d+\\): height 2 is missing"
                  + " there");
      released.countDown();
    } finally {
      released.countDown();
    }
    assertThat(probe.delivered()).containsExactly(1L);
  }

  @Test
  void aLateServiceCatchesUpAndIsWaitedForAgain() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    probe.onBlock(block -> released.await());
    try (Node node = open("timeout = \"50ms\"", "stop-node-on-error = false")) {
      commit(node, LongStream.rangeClosed(1, 20).toArray());
      assertThat(probe.delivered()).containsExactly(1L);
      released.countDown();
      // Only a commit that waits for the service again tells that it has caught up.
      long height = 20;
      do {
        commit(node, ++height);
      } while (node.describe().contains("\"state\":\"late\""));
      assertThat(node.describe()).contains("\"state\":\"on\"").contains("\"holes\":0,");
      assertThat(node.lastHeight()).isEqualTo(height);
      assertThat(probe.delivered())
          .containsExactlyElementsOf(LongStream.rangeClosed(1, height).boxed().toList());
    } finally {
      released.countDown();
    }
  }
}
