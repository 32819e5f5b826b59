package org.abcistream.host;

import java.util.OptionalLong;
import org.abcistream.api.StreamingService;
import org.abcistream.host.block.BlockView;
import org.abcistream.host.config.OnError;
import org.abcistream.host.config.ServicePolicy;
import org.slf4j.Logger;

/**
 * Brings one block after the other to one service: asks the {@link HeightGate} what becomes of it,
 * calls the service, again where its failure may be over soon, and turns whatever is left of that
 * into what the service's policy says. Called on the service's thread; throws nothing.
 */
final class BlockDelivery {
  private final StreamingService service;
  private final String name;
  private final boolean stopsNode;
  private final boolean ignoresGaps;
  private final boolean detachesOnError;
  private final Retries retries;
  private final HeightGate gate;
  private final Logger logger;
  private boolean detached;

  BlockDelivery(StreamingService service, ServiceInstance instance, boolean ignoresGaps) {
    ServicePolicy policy = instance.config().policy();
    this.service = service;
    this.name = instance.name();
    this.stopsNode = instance.stopsNode();
    this.ignoresGaps = ignoresGaps;
    this.detachesOnError = policy.onError() == OnError.DETACH;
    this.retries = new Retries(policy.timeout());
    this.gate = new HeightGate(service);
    this.logger = instance.logger();
  }

  /**
   * Delivers a block and takes it back from the service.
   *
   * @param dropped how many blocks before it the service did not get, since its queue was full
   * @return what has become of it
   */
  BlockOutcome take(BlockView block, long dropped) {
    long height = block.height();
    try {
      recordDropped(height, dropped);
      return deliver(block, height);
    } catch (Throwable failure) {
      return failed(height, failure);
    } finally {
      block.invalidate();
      // An interrupt that the service has left behind would close its next file under it.
      Thread.interrupted();
    }
  }

  /** Lets the service do, after the node was told of the block, what the next one needs. */
  void prepareForNext() {
    try {
      service.afterBlock();
    } catch (Throwable failure) {
      logger.warn("service {} could not prepare for the next block", name, failure);
    } finally {
      Thread.interrupted();
    }
  }

  /** Whether the service has failed, and gets nothing until the next start. */
  boolean isDetached() {
    return detached;
  }

  /** Where the service stands now; empty when it has no progress, or cannot say. */
  OptionalLong durableHeight() {
    try {
      return service.lastHeight();
    } catch (Throwable failure) {
      logger.error("service {} cannot say its last height", name, failure);
      return OptionalLong.empty();
    }
  }

  /** A full queue has made these holes, and the node has gone on knowing it. */
  private void recordDropped(long height, long dropped) {
    if (dropped > 0) {
      logger.warn(
          "{} missing at service {}: its queue was full",
          areHeights(height - dropped, height - 1),
          name);
      goOnWithout(height - dropped, height - 1, "its queue was full");
    }
  }

  /** These heights are settled, though the service lacks them. */
  private void goOnWithout(long first, long last, String reason) {
    gate.settle(last);
    try {
      service.onHole(first, last, reason);
    } catch (Throwable failure) {
      logger.error(
          "service {} cannot remember that {} missing", name, areHeights(first, last), failure);
    }
  }

  private BlockOutcome deliver(BlockView block, long height) throws Exception {
    switch (gate.decide(height, block.appHashBytes())) {
      case BEGIN ->
          logger.info("service {} has no progress yet; it begins at height {}", name, height);
      case REPEATED -> {
        logger.debug("service {} has height {} already", name, height);
        gate.settle(height);
        return BlockOutcome.TAKEN;
      }
      case GAP -> {
        String gap = gap(height);
        if (!ignoresGaps) {
          logger.error(gap);
          return BlockOutcome.stopsNode(gap);
        }
        logger.warn(gap);
        goOnWithout(gate.expected(), height - 1, "the node began beyond it");
      }
      case NEXT, REWRITTEN -> {}
    }
    retries.run(
        () -> service.onBlock(block),
        (failure, pause) ->
            logger.warn(
                "service {} failed at height {} and is called again in {} ms: {}",
                name,
                height,
                pause.toMillis(),
                reason(failure)));
    gate.settle(height);
    return BlockOutcome.TAKEN;
  }

  private static String heights(long first, long last) {
    return first == last ? "height " + first : "heights " + first + " to " + last;
  }

  private static String areHeights(long first, long last) {
    return heights(first, last) + (first == last ? " is" : " are");
  }

  private String gap(long height) {
    long last = gate.expected() - 1;
    return ("service %s lacks %s: it has everything up to height %d, and the node brings height %d;"
            + " roll the node back to height %d, or set abcistream.on-gap = \"ignore\" to go on"
            + " without them")
        .formatted(name, heights(last + 1, height - 1), last, height, last);
  }

  private BlockOutcome failed(long height, Throwable failure) {
    logger.error("service {} failed at height {}", name, height, failure);
    String sentence = "service %s failed at height %d: %s".formatted(name, height, reason(failure));
    if (stopsNode) {
      return BlockOutcome.stopsNode(sentence);
    }
    if (detachesOnError) {
      detached = true;
      logger.error(
          "service {} is detached at height {}: it gets nothing until the next start",
          name,
          height);
      return BlockOutcome.isPassedOver(sentence);
    }
    goOnWithout(height, height, "it failed");
    logger.warn(
        "height {} is missing at service {}; the node goes on, as stop-node-on-error is false",
        height,
        name);
    return BlockOutcome.isPassedOver(sentence);
  }

  /** What an operator needs to read: the message where there is one, and what it was where not. */
  static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null || failure instanceof Error ? failure.toString() : message;
  }
}
