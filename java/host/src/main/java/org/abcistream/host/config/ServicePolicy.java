package org.abcistream.host.config;

import static org.abcistream.host.config.StreamingOptions.DEFAULT_DELIVERY;
import static org.abcistream.host.config.StreamingOptions.DEFAULT_ON_ERROR;
import static org.abcistream.host.config.StreamingOptions.DEFAULT_QUEUE_BLOCKS;
import static org.abcistream.host.config.StreamingOptions.DEFAULT_QUEUE_BYTES;
import static org.abcistream.host.config.StreamingOptions.DEFAULT_TIMEOUT;
import static org.abcistream.host.config.StreamingOptions.MAX_QUEUE_BLOCKS;
import static org.abcistream.host.config.StreamingOptions.OPT_DELIVERY;
import static org.abcistream.host.config.StreamingOptions.OPT_ON_ERROR;
import static org.abcistream.host.config.StreamingOptions.OPT_QUEUE_BLOCKS;
import static org.abcistream.host.config.StreamingOptions.OPT_QUEUE_BYTES;
import static org.abcistream.host.config.StreamingOptions.OPT_STOP_NODE_ON_ERROR;
import static org.abcistream.host.config.StreamingOptions.OPT_TIMEOUT;

import java.time.Duration;
import java.util.Optional;
import org.abcistream.api.AppOptions;
import org.abcistream.api.OptionException;

/**
 * How a service is treated when it fails or lags. Immutable.
 *
 * @param stopNodeOnError empty when the config does not say it: then the service's type does
 * @param onError what happens to the service when it fails and the node is not to stop
 * @param delivery whether a commit waits for it
 * @param timeout how long a commit waits for it, or for room in its queue; longer than nothing
 * @param queueBlocks how many blocks may wait for it; at least 1
 * @param queueBytes how many bytes these may have; at least 1; a larger block passes alone
 */
public record ServicePolicy(
    Optional<Boolean> stopNodeOnError,
    OnError onError,
    Delivery delivery,
    Duration timeout,
    long queueBlocks,
    long queueBytes) {

  static ServicePolicy read(AppOptions options) {
    return new ServicePolicy(
        options.get(OPT_STOP_NODE_ON_ERROR) == null
            ? Optional.empty()
            : Optional.of(options.getBoolean(OPT_STOP_NODE_ON_ERROR, false)),
        OptionRules.choice(options, OPT_ON_ERROR, DEFAULT_ON_ERROR),
        OptionRules.choice(options, OPT_DELIVERY, DEFAULT_DELIVERY),
        OptionRules.timeout(options, OPT_TIMEOUT, DEFAULT_TIMEOUT),
        queueBlocks(options),
        queueBytes(options));
  }

  private static long queueBlocks(AppOptions options) {
    long blocks = options.getLong(OPT_QUEUE_BLOCKS, DEFAULT_QUEUE_BLOCKS);
    if (blocks < 1 || blocks > MAX_QUEUE_BLOCKS) {
      throw new OptionException(
          options.nameOf(OPT_QUEUE_BLOCKS), blocks, "must be from 1 to " + MAX_QUEUE_BLOCKS);
    }
    return blocks;
  }

  private static long queueBytes(AppOptions options) {
    long bytes = options.getBytes(OPT_QUEUE_BYTES, DEFAULT_QUEUE_BYTES);
    if (bytes < 1) {
      throw new OptionException(
          options.nameOf(OPT_QUEUE_BYTES), bytes, "must be 1 or more, such as \"256MiB\"");
    }
    return bytes;
  }
}
