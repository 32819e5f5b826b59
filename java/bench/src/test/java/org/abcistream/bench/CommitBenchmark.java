package org.abcistream.bench;

import java.io.IOException;
import java.nio.file.Files;
import org.abcistream.testkit.Node;
import org.abcistream.testkit.NodeOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The commit of a block that the file service writes; what its thread leaves behind as garbage. */
@State(Scope.Benchmark)
public class CommitBenchmark {
  private static final String CONFIG =
      """
      [store]
      streamers = ["file"]

      [streamers.file]
      keys = ["*"]
      output-metadata = true
      stop-node-on-error = true
      """;

  /** How many pairs the block has. */
  @Param({"2000", "20000"})
  public int pairs;

  private BenchFolder home;
  private Node node;
  private SyntheticBlock block;
  private long height;

  /** Opens a node with a file service. */
  @Setup
  public void open() throws IOException {
    home = BenchFolder.make();
    block = new SyntheticBlock(pairs);
    node =
        Node.open(
            NodeOptions.of(home.path()).withStores(SyntheticBlock.STORE_NAMES).withConfig(CONFIG));
  }

  /** Ends the node. */
  @TearDown
  public void close() throws IOException {
    node.close();
    home.close();
  }

  /** All of a block but its commit; the files of the one before are removed. */
  @Setup(Level.Invocation)
  public void bring() throws IOException {
    Files.deleteIfExists(home.path().resolve("block-" + height + "-data"));
    Files.deleteIfExists(home.path().resolve("block-" + height + "-meta"));
    block.bring(node);
    height++;
  }

  /** Hands the block over, and waits until both files are there. */
  @Benchmark
  public void commit() {
    SyntheticBlock.commit(node, height);
  }
}
