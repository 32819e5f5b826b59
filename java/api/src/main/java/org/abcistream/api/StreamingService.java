package org.abcistream.api;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes the blocks of a node. Every method is called on the one thread that the host has made for
 * this service, which is also the thread that has constructed it.
 *
 * <p>The host compares each block with what the service says it has: a block that it has already is
 * not delivered; one of the same height with another app hash is (the chain was rolled back). To
 * that end a service keeps its progress apart from its output, since consumers delete what they
 * have read.
 */
public interface StreamingService {
  /**
   * {@return the height up to which everything is durable, or empty when the service has no
   * progress: then it begins with whatever block comes first} Asked after construction and after
   * each block. May be below the last block that was taken, by a service that writes in batches.
   */
  OptionalLong lastHeight();

  /**
   * The app hash with which the service has taken the block of a height.
   *
   * @param height at or below {@link #lastHeight()}
   * @return a copy, or null when it is not known: then the block is delivered again
   */
  default byte @Nullable [] appHashAt(long height) {
    return null;
  }

  /**
   * Takes one block. When it returns, the block is taken, and for a service whose {@link
   * #lastHeight()} is now its height, durable.
   *
   * @param block borrowed for the call
   * @throws Exception is this service's failure for this block; what then happens is said by {@code
   *     stop-node-on-error}
   */
  void onBlock(Block block) throws Exception;

  /**
   * Prepares for the next block, now that the node does not wait for the last one any more: opens a
   * file, sends what was gathered. Called after each {@link #onBlock}, also after one that has
   * failed. What it takes is taken from the next block, if that is there already.
   *
   * @throws Exception is logged, and fails no block
   */
  default void afterBlock() throws Exception {}

  /**
   * Heights are missing here for good: the service was not given them, or has failed at them, and
   * the node goes on. Called before the next block. A service that keeps progress should remember
   * them, so that whoever reads its output can tell a known hole from a loss; when a chain is
   * rolled back, one of these heights may come as a block yet.
   *
   * @param first the lowest of them
   * @param last the highest of them; may be {@code first}
   * @param reason a phrase for the operator, such as {@code its queue was full}
   */
  default void onHole(long first, long last, String reason) {}

  /**
   * Gives back what the service holds. Called once, after the last block, also after a failure.
   *
   * @throws Exception is logged
   */
  void close() throws Exception;
}
