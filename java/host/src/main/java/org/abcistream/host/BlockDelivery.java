package org.abcistream.host;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.abcistream.api.Block;
import org.abcistream.api.StreamingService;
import org.abcistream.host.block.BlockView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Brings one block after the other to one service: asks the {@link HeightGate} what becomes of it,
 * calls the service, and turns whatever that throws into the service's failure. Called on the
 * service's thread; throws nothing.
 */
final class BlockDelivery {
  private final StreamingService service;
  private final String name;
  private final boolean stopsNode;
  private final boolean ignoresGaps;
  private final HeightGate gate;
  private final Logger logger;

  BlockDelivery(StreamingService service, ServiceInstance instance, boolean ignoresGaps) {
    this.service = service;
    this.name = instance.name();
    this.stopsNode = instance.stopsNode();
    this.ignoresGaps = ignoresGaps;
    this.gate = new HeightGate(service);
    this.logger = instance.logger();
  }

  /**
   * Delivers a block and takes it back from the service.
   *
   * @return null, or why the node shall stop
   */
  @Nullable String take(BlockView block) {
    long height = block.height();
    try {
      return deliver(block, height);
    } catch (Throwable failure) {
      return failed(height, failure);
    } finally {
      block.invalidate();
      // An interrupt that the service has left behind would close its next file under it.
      Thread.interrupted();
    }
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

  private @Nullable String deliver(Block block, long height) throws Exception {
    switch (gate.decide(height, bytes(block.appHash()))) {
      case BEGIN ->
          logger.info("service {} has no progress yet; it begins at height {}", name, height);
      case REPEATED -> {
        logger.debug("service {} has height {} already", name, height);
        gate.settle(height);
        return null;
      }
      case GAP -> {
        String gap = gap(height);
        if (!ignoresGaps) {
          logger.error(gap);
          return gap;
        }
        logger.warn(gap);
      }
      case NEXT, REWRITTEN -> {}
    }
    service.onBlock(block);
    gate.settle(height);
    return null;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private String gap(long height) {
    long first = gate.expected();
    return ("service %s lacks %s: it has everything up to height %d, and the node brings height %d; "
            + "roll the node back to height %d, or set abcistream.on-gap = \"ignore\" to go on "
            + "without them")
        .formatted(
            name,
            first == height - 1 ? "height " + first : "heights " + first + " to " + (height - 1),
            first - 1,
            height,
            first - 1);
  }

  private @Nullable String failed(long height, Throwable failure) {
    logger.error("service {} failed at height {}", name, height, failure);
    if (!stopsNode) {
      gate.settle(height);
      logger.warn(
          "height {} is missing at service {}; the node goes on, as stop-node-on-error is false",
          height,
          name);
      return null;
    }
    return "service %s failed at height %d: %s".formatted(name, height, reason(failure));
  }

  /** What an operator needs to read: the message where there is one, and what it was where not. */
  static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null || failure instanceof Error ? failure.toString() : message;
  }
}
