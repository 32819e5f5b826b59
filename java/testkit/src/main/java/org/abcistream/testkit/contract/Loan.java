package org.abcistream.testkit.contract;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The terms on which a block is lent to a service; every view of the block asks them first. Usable
 * from any thread, since a service that breaks the rules may read from one of its own.
 */
final class Loan {
  /** For {@link #Loan}: every byte can be read. */
  static final long NEVER = Long.MAX_VALUE;

  private final long height;
  private final long breaksAt;
  private final AtomicLong reads = new AtomicLong();
  private volatile boolean over;
  private volatile boolean overdrawn;

  /**
   * @param height the block's
   * @param breaksAt the number of the first read, from 1, at which the memory is unreadable
   */
  Loan(long height, long breaksAt) {
    this.height = height;
    this.breaksAt = breaksAt;
  }

  long height() {
    return height;
  }

  /** Before anything of the block is shown. */
  void check() {
    if (over) {
      overdrawn = true;
      throw new IllegalStateException(
          "block %d is no longer valid: it may be read only until onBlock returns; copy what you keep"
              .formatted(height));
    }
  }

  /** Before bytes of the block are shown. */
  void read() {
    check();
    if (reads.incrementAndGet() >= breaksAt) {
      throw new IllegalStateException(
          "the memory of block %d cannot be read: so the contract suite has arranged it"
              .formatted(height));
    }
  }

  void end() {
    over = true;
  }

  /** How often bytes were read. */
  long reads() {
    return reads.get();
  }

  /** Whether a view was used after the {@link #end}. */
  boolean isOverdrawn() {
    return overdrawn;
  }
}
