package org.abcistream.dist;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.abcistream.api.OptionException;
import org.abcistream.testkit.Node;
import org.abcistream.testkit.NodeException;
import org.abcistream.testkit.NodeLogRecord;
import org.abcistream.testkit.NodeOptions;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A service that fails, hangs or cannot be made: what the node is told, and what goes on. */
class ServiceFailureTest {
  private static final String LOGGER = "abcistream.probe";

  @RegisterExtension private final Probes probes = new Probes();

  @TempDir private Path home;

  private final Probe probe = probes.named("probe");

  /** What a service may throw. */
  private enum Failure {
    EXCEPTION("the broker is away") {
      @Override
      void happen() throws IOException {
        throw new IOException("the broker is away");
      }
    },
    EXCEPTION_WITHOUT_A_MESSAGE("java.lang.IllegalStateException") {
      @Override
      void happen() {
        throw new IllegalStateException();
      }
    },
    STACK_OVERFLOW("java.lang.StackOverflowError") {
      @Override
      void happen() {
        depthBelow(0);
      }
    },
    OUT_OF_MEMORY("java.lang.OutOfMemoryError: Requested array size exceeds VM limit") {
      @Override
      void happen() {
        assertThat(new long[Integer.MAX_VALUE]).isNull();
      }
    };

    private final String reason;

    Failure(String reason) {
      this.reason = reason;
    }

    abstract void happen() throws Exception;

    private static int depthBelow(int depth) {
      return depth < 0 ? depth : depthBelow(depth + 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFailureFailsTheCommitAndTheOtherServicesHaveTheBlock(Failure failure) throws IOException {
    ModelBlock block = ModelBlock.of(1, "hash");
    try (Node node = open("stop-node-on-error = true")) {
      block.commitTo(node);
      probe.onBlock(given -> failure.happen());
      assertFails(
          () -> block.at(2).commitTo(node),
          "SERVICE_FAILED",
          "service probe failed at height 2: " + failure.reason);
      assertThat(node.lastHeight()).isEqualTo(1);
    }
    assertThat(OutputFiles.in(home)).isEqualTo(ModelBlock.filesOf(block, block.at(2)));
  }

  @Test
  void aBlockThatFailedIsDeliveredAgainAfterARestartAndNotSkipped() throws IOException {
    ModelBlock block = ModelBlock.of(1, "hash");
    try (Node node = open("stop-node-on-error = true")) {
      block.commitTo(node);
      probe.onBlock(given -> Failure.EXCEPTION.happen());
      assertFails(
          () -> block.at(2).commitTo(node),
          "SERVICE_FAILED",
          "service probe failed at height 2: the broker is away");
      probe.onBlock(given -> {});
      assertFails(
          () -> block.at(3).commitTo(node),
          "SERVICE_FAILED",
          "service probe lacks height 2: it has everything up to height 1, and the node brings"
              + " height 3; roll the node back to height 1, or set abcistream.on-gap = \"ignore\""
              + " to go on without them");
    }
    try (Node node = open("stop-node-on-error = true")) {
      assertThat(node.lastHeight()).isEqualTo(1);
      block.at(2).commitTo(node);
      block.at(3).commitTo(node);
    }
    assertThat(OutputFiles.in(home)).isEqualTo(ModelBlock.filesOf(block, block.at(2), block.at(3)));
    assertThat(probe.delivered()).containsExactly(1L, 2L, 2L, 3L);
  }

  @ParameterizedTest
  @EnumSource
  void aFailureIsLoggedAndTheServiceGoesOnWhereItDoesNotStopTheNode(Failure failure)
      throws IOException {
    ModelBlock block = ModelBlock.of(1, "hash");
    Node opened;
    try (Node node = open("stop-node-on-error = false")) {
      opened = node;
      block.commitTo(node);
      probe.onBlock(given -> failure.happen());
      block.at(2).commitTo(node);
      probe.onBlock(given -> {});
      block.at(3).commitTo(node);
      assertThat(node.lastHeight()).isEqualTo(3);
    }
    assertThat(OutputFiles.in(home)).isEqualTo(ModelBlock.filesOf(block, block.at(2), block.at(3)));
    assertThat(probe.delivered()).containsExactly(1L, 2L, 3L);
    assertThatRecords(opened, Level.ERROR)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.logger()).isEqualTo(LOGGER);
              assertThat(record.message())
                  .startsWith("service probe failed at height 2\n")
                  .contains(failure.reason, "\n\tat " + Failure.class.getName());
            });
    assertThatRecords(opened, Level.WARN)
        .containsExactly(
            new NodeLogRecord(
                Level.WARN,
                "chain",
                LOGGER,
                "height 2 is missing at service probe; the node goes on, as stop-node-on-error is"
                    + " false"));
  }

  @Test
  void aServiceThatHangsFailsOneCommitAndLaterOnesDoNotWaitForIt() throws Exception {
    ModelBlock block = ModelBlock.of(1, "hash");
    CountDownLatch released = new CountDownLatch(1);
    probe.onBlock(given -> released.await());
    try (Node node = open("stop-node-on-error = true\ntimeout = \"50ms\"")) {
      assertFails(
          () -> block.commitTo(node),
          "TIMEOUT",
          "service probe has not finished height 1 within its timeout of 50 ms; no commit waits for"
              + " it until it has caught up; raise streamers.probe.timeout if it needs longer");
      block.at(2).commitTo(node);
      block.at(3).commitTo(node);
      assertThat(released.getCount()).isEqualTo(1);
      released.countDown();
    } finally {
      released.countDown();
    }
    assertThat(OutputFiles.in(home)).isEqualTo(ModelBlock.filesOf(block, block.at(2), block.at(3)));
    assertThat(probe.delivered()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aServiceThatHangsIsNamedInTheLogWhereItDoesNotStopTheNode() {
    CountDownLatch released = new CountDownLatch(1);
    probe.onBlock(given -> released.await());
    Node opened;
    try (Node node = open("stop-node-on-error = false\ntimeout = \"50ms\"")) {
      opened = node;
      ModelBlock.of(1, "hash").commitTo(node);
      assertThat(released.getCount()).isEqualTo(1);
      released.countDown();
    } finally {
      released.countDown();
    }
    assertThatRecords(opened, Level.WARN)
        .containsExactly(
            new NodeLogRecord(
                Level.WARN,
                "chain",
                "abcistream",
                "service probe has not finished height 1 within its timeout of 50 ms; no commit"
                    + " waits for it until it has caught up; raise streamers.probe.timeout if it"
                    + " needs longer"));
  }

  @Test
  void anAsynchronousFailureIsReturnedByALaterCommitAndNamesItsHeight() throws Exception {
    ModelBlock block = ModelBlock.of(1, "hash");
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch failed = new CountDownLatch(1);
    probe.onBlock(
        given -> {
          if (given.height() == 1) {
            released.await();
            throw new IOException("the broker is away");
          }
          failed.countDown();
        });
    try (Node node = open("delivery = \"async\"\nstop-node-on-error = true")) {
      block.commitTo(node);
      block.at(2).commitTo(node);
      released.countDown();
      assertThat(failed.await(30, SECONDS)).isTrue();
      assertFails(
          () -> block.at(3).commitTo(node),
          "SERVICE_FAILED",
          "service probe failed at height 1: the broker is away");
      block.at(4).commitTo(node);
    } finally {
      released.countDown();
    }
    assertThat(probe.delivered()).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void aConstructorThatHangsFailsTheOpeningAndItsServiceIsClosedInTheEnd() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    probe.onConstruct(context -> released.await()).onClose(closed::countDown);
    try {
      assertFails(
          () -> open("[abcistream]\nstart-timeout = \"200ms\""),
          "TIMEOUT",
          "service probe was not ready within abcistream.start-timeout:"
              + " org.abcistream.dist.ProbeConstructor is still constructing it; raise the option"
              + " if that may take longer");
      assertThat(closed.getCount()).isEqualTo(1);
    } finally {
      released.countDown();
    }
    assertThat(closed.await(30, SECONDS)).isTrue();
    assertOpensAgain();
  }

  @Test
  void aConstructorThatFailsFailsTheOpening() throws IOException {
    probe.onConstruct(
        context -> {
          throw new IOException("the broker is away");
        });
    assertFails(() -> open(""), "SERVICE_FAILED", "service probe cannot start: the broker is away");
    assertOpensAgain();
  }

  @Test
  void anOptionThatAConstructorRefusesIsAnErrorOfTheConfig() throws IOException {
    probe.onConstruct(
        context -> {
          throw new OptionException(
              context.options().nameOf("broker"),
              context.options().getString("broker", ""),
              "must be the name of a broker");
        });
    assertFails(
        () -> open("broker = \"-\""),
        "CONFIG",
        "service probe cannot start: streamers.probe.broker is \"-\": must be the name of a"
            + " broker");
    assertOpensAgain();
  }

  @Test
  void aServiceThatCannotBeClosedIsLogged() {
    probe.onClose(
        () -> {
          throw new IOException("the broker is away");
        });
    Node node = open("");
    node.close();
    assertThatRecords(node, Level.ERROR)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.logger()).isEqualTo(LOGGER);
              assertThat(record.message())
                  .startsWith(
                      "service probe could not be closed\n"
                          + "java.io.IOException: the broker is away\n\tat ");
            });
  }

  @Test
  void aServiceThatDoesNotFinishIsNamedByTheClose() {
    CountDownLatch released = new CountDownLatch(1);
    probe.onClose(released::await);
    Node node = open("[abcistream]\nclose-timeout = \"50ms\"");
    assertFails(
        node::close,
        "TIMEOUT",
        "services have not finished within abcistream.close-timeout (50 ms): probe; what they have"
            + " not finished is missing there");
    released.countDown();
  }

  @Test
  void theLogOfAServiceGoesToTheLogOfItsNode() {
    probe.onConstruct(context -> context.logger().info("starts at {}", context.home()));
    probe.onBlock(
        given -> {
          Thread helper = new Thread(() -> LoggerFactory.getLogger("broker").warn("slow"));
          helper.start();
          helper.join();
        });
    Node opened;
    try (Node node = open("")) {
      opened = node;
      ModelBlock.of(1, "hash").commitTo(node);
    }
    assertThat(opened.logRecords())
        .containsOnlyOnce(
            new NodeLogRecord(Level.INFO, "chain", LOGGER, "starts at " + home),
            new NodeLogRecord(Level.WARN, "chain", "broker", "slow"));
  }

  private void assertOpensAgain() throws IOException {
    probe.onConstruct(context -> {}).onClose(() -> {});
    ModelBlock block = ModelBlock.of(1, "hash");
    try (Node node = open("")) {
      block.commitTo(node);
    }
    assertThat(OutputFiles.in(home)).isEqualTo(ModelBlock.filesOf(block));
    assertThat(probe.delivered()).containsExactly(1L);
  }

  private static void assertFails(Runnable call, String status, String message) {
    NodeException failure = catchThrowableOfType(NodeException.class, call::run);
    assertThat(failure).hasMessage(message);
    assertThat(failure.status()).isEqualTo(status);
  }

  private static ListAssert<NodeLogRecord> assertThatRecords(Node node, Level level) {
    return assertThat(node.logRecords()).filteredOn(record -> record.level() == level);
  }

  /**
   * Opens a stream with the probe first, so that the file service has what it has without regard to
   * it.
   *
   * @param probeOptions lines for the end of the probe's section
   */
  private Node open(String probeOptions) {
    String config =
        """
        [store]
        streamers = ["probe", "file"]

        [streamers.file]
        keys = ["*"]
        output-metadata = true
        stop-node-on-error = true

        [streamers.probe]
        keys = ["*"]
        """;
    return Node.open(
        NodeOptions.of(home, "bank").withName("chain").withConfig(config + probeOptions + "\n"));
  }
}
