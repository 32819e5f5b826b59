package org.abcistream.cli.read;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether the process is asked to end. The end then waits until the work at hand is done and this
 * is closed, but not for ever.
 */
final class StopSignal implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 5;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::raise, "abcistream-stop");
  private volatile boolean raised;

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  boolean isRaised() {
    return raised;
  }

  @Override
  public void close() {
    closed.countDown();
    if (!raised) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The end has begun this very moment, and finds the latch open.
      }
    }
  }

  private void raise() {
    raised = true;
    try {
      closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
