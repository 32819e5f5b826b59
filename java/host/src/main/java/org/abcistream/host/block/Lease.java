package org.abcistream.host.block;

/** Whether a block's memory may still be read; every view of the block asks it. */
final class Lease {
  private final long height;
  private boolean valid = true;

  Lease(long height) {
    this.height = height;
  }

  void end() {
    valid = false;
  }

  void check() {
    if (!valid) {
      throw new IllegalStateException(
          "block %d is no longer valid: it may be read only until onBlock returns; copy what you keep"
              .formatted(height));
    }
  }
}
