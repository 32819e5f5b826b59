package org.abcistream.bench;

import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import org.abcistream.api.Block;
import org.abcistream.api.StreamingService;

/** Lends its first block to a benchmark, and keeps it until the benchmark is over. */
final class HoldingService implements StreamingService {
  private static final SynchronousQueue<Block> lent = new SynchronousQueue<>();
  private static final CountDownLatch over = new CountDownLatch(1);

  /** Waits for the block. */
  static Block borrow() throws InterruptedException {
    return lent.take();
  }

  /** From now on the block is no longer valid. */
  static void giveBack() {
    over.countDown();
  }

  @Override
  public OptionalLong lastHeight() {
    return OptionalLong.empty();
  }

  @Override
  public void onBlock(Block block) throws InterruptedException {
    lent.put(block);
    over.await();
  }

  @Override
  public void close() {}
}
