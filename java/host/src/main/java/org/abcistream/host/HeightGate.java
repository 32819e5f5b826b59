package org.abcistream.host;

import java.util.Arrays;
import java.util.OptionalLong;
import org.abcistream.api.StreamingService;

/**
 * Decides by a block's height and app hash what becomes of it, for one service. The service says up
 * to which height it has everything; a failed block that the operator has allowed to be skipped is
 * remembered here, for as long as the process lives.
 */
final class HeightGate {
  /** What becomes of a block. */
  enum Decision {
    /** It is the first that the service sees: deliver it, and say so. */
    BEGIN,
    /** It is the next one: deliver it. */
    NEXT,
    /** The service has it already: do not deliver it. */
    REPEATED,
    /**
     * The service has a block of this height, and it is another one, or it is not known whether it
     * is the same: deliver it.
     */
    REWRITTEN,
    /** Blocks before it are missing: what follows is said by {@code on-gap}. */
    GAP
  }

  private final StreamingService service;
  private long reached;

  HeightGate(StreamingService service) {
    this.service = service;
  }

  Decision decide(long height, byte[] appHash) {
    OptionalLong last = service.lastHeight();
    if (last.isEmpty() && reached == 0) {
      return Decision.BEGIN;
    }
    if (last.isPresent() && height <= last.getAsLong()) {
      return isSame(height, appHash) ? Decision.REPEATED : Decision.REWRITTEN;
    }
    return height <= expected() ? Decision.NEXT : Decision.GAP;
  }

  /** The height that follows what the service has, or has been allowed to skip. */
  long expected() {
    return Math.max(service.lastHeight().orElse(0), reached) + 1;
  }

  /** The block of this height is settled: taken, skipped, or a hole that is recorded. */
  void settle(long height) {
    reached = height;
  }

  /** Without an app hash nothing can be said, and writing a block again loses nothing. */
  private boolean isSame(long height, byte[] appHash) {
    return appHash.length > 0 && Arrays.equals(appHash, service.appHashAt(height));
  }
}
