package org.abcistream.bench;

import java.io.IOException;
import org.abcistream.api.Block;
import org.abcistream.testkit.Node;
import org.abcistream.testkit.NodeOptions;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A block in native memory, as a service sees it, valid for as long as the benchmark takes. */
@State(Scope.Benchmark)
public class HeldBlock {
  private static final String CONFIG =
      """
      [store]
      streamers = ["holding"]

      [streamers.holding]
      keys = ["*"]
      delivery = "async"
      """;

  /** How many pairs it has. */
  @Param({"2000", "20000"})
  public int pairs;

  private BenchFolder home;
  private Node node;
  private Block block;

  /** Has a node bring it. */
  @Setup
  public void hold() throws IOException, InterruptedException {
    home = BenchFolder.make();
    node =
        Node.open(
            NodeOptions.of(home.path()).withStores(SyntheticBlock.STORE_NAMES).withConfig(CONFIG));
    new SyntheticBlock(pairs).bring(node);
    SyntheticBlock.commit(node, 1);
    block = HoldingService.borrow();
  }

  /** Ends the node. */
  @TearDown
  public void giveBack() throws IOException {
    HoldingService.giveBack();
    node.close();
    home.close();
  }

  /** The block. */
  public Block block() {
    return block;
  }
}
