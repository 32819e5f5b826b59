package org.abcistream.dist.cli;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.abcistream.dist.cli.Installation.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code tail -f} beside a node, both of which are killed again and again. */
class TailBesideANodeIT {
  private static final Path CHAIN = Installation.TRACES.resolve("v053-small");
  private static final int BLOCKS_A_ROUND = 24;
  private static final int ROUNDS = 417;

  /** More than a node gets to before it is killed, on any machine. */
  private static final int ENDLESS = 1_000_000;

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
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void makeHome() throws IOException {
    Files.writeString(home.resolve("app.toml"), APP_TOML);
    Files.createDirectory(home.resolve("blocks"));
  }

  @AfterEach
  void endProcesses() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  @Timeout(1200)
  void eachHeightIsPrintedOnceAndInOrder() throws Exception {
    Process tail = startTail();
    Process node = startNode(ENDLESS);
    for (long height = 2000; height <= 8000; height += 4000) {
      awaitCursor(tail, height);
      kill(tail);
      tail = startTail();
      awaitBlock(node, height + 2000);
      kill(node);
      node = startNode(height < 4000 ? ENDLESS : ROUNDS);
    }
    assertThat(node.waitFor()).isZero();
    awaitCursor(tail, highestBlock());
    tail.destroy();
    tail.waitFor();

    Result whole =
        Installation.run(
            Installation.LAUNCHER, "cat", "--from", 1, "--home", home, "--store", "acc");
    assertThat(whole.exitCode()).isZero();
    assertThat(highestBlock()).isGreaterThanOrEqualTo((long) BLOCKS_A_ROUND * ROUNDS);
    assertThat(Files.readAllLines(home.resolve("tail.out")))
        .isEqualTo(whole.out().lines().toList());
    assertThat(home.resolve("tail.err")).isEmptyFile();
  }

  private Process startNode(int rounds) throws IOException {
    List<String> command =
        List.of(
            Installation.HOME.resolve("bin/replay_node").toString(),
            "--home",
            home.toString(),
            "--config",
            home.resolve("app.toml").toString(),
            "--trace",
            CHAIN.resolve("trace.bin").toString(),
            "--stores",
            CHAIN.resolve("stores.txt").toString(),
            "--repeat",
            String.valueOf(rounds),
            "--quiet");
    return start(command, "node");
  }

  private Process startTail() throws IOException {
    List<String> command =
        List.of(
            Installation.LAUNCHER.toString(),
            "tail",
            "-f",
            "--home",
            home.toString(),
            "--from",
            "1",
            "--store",
            "acc",
            "--cursor",
            home.resolve("tail.cursor").toString());
    return start(command, "tail");
  }

  private Process start(List<String> command, String name) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.appendTo(home.resolve(name + ".out").toFile()))
            .redirectError(Redirect.appendTo(home.resolve(name + ".err").toFile()))
            .start();
    started.add(process);
    return process;
  }

  private static void kill(Process process) throws InterruptedException {
    assertThat(process.isAlive()).isTrue();
    process.destroyForcibly().waitFor();
  }

  private void awaitBlock(Process node, long height) throws Exception {
    Path block = home.resolve("blocks/block-%d-meta".formatted(height));
    while (!Files.exists(block)) {
      assertThat(node.waitFor(20, MILLISECONDS))
          .as(() -> "the node has ended: " + contentOf("node.err"))
          .isFalse();
    }
  }

  private long highestBlock() throws Exception {
    Result last =
        Installation.run(Installation.LAUNCHER, "tail", "-n", 1, "--home", home, "--store", "acc");
    return Long.parseLong(last.out().substring(0, last.out().indexOf(' ')));
  }

  private void awaitCursor(Process tail, long height) throws Exception {
    while (cursor() < height) {
      assertThat(tail.waitFor(20, MILLISECONDS))
          .as(() -> "the tail has ended: " + contentOf("tail.err"))
          .isFalse();
    }
  }

  private long cursor() throws IOException {
    Path file = home.resolve("tail.cursor");
    if (!Files.exists(file)) {
      return 0;
    }
    String first = Files.readString(file).lines().findFirst().orElseThrow();
    return Long.parseLong(first.substring("height ".length()));
  }

  private String contentOf(String name) {
    try {
      return Files.readString(home.resolve(name));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
