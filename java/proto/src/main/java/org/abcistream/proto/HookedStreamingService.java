package org.abcistream.proto;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.abcistream.api.StoreKey;
import org.abcistream.api.WriteListener;
import org.jspecify.annotations.Nullable;

/**
 * A streaming service as ADR-038 describes it, for authors who think in hooks rather than in whole
 * blocks. {@link HookedServiceAdapter#adapt} makes it one that the host can run. Every method is
 * called on the service's one thread.
 */
public interface HookedStreamingService extends ABCIListener {
  /**
   * Who is told of the writes to which store. Asked once, before {@link #stream}.
   *
   * @return for each store its listeners in the order in which they are to be called; only stores
   *     that {@link org.abcistream.api.ServiceContext#storeKeys()} exposes
   */
  Map<StoreKey, List<WriteListener>> listeners();

  /**
   * The service begins: open here what the hooks need. Called once, before the first hook.
   *
   * @throws Exception fails the start of the node with its message, so let that name the thing, the
   *     value and what to do; {@link #close} is called
   */
  default void stream() throws Exception {}

  /**
   * {@return the height up to which everything is durable, or empty when the service has no
   * progress} See {@link org.abcistream.api.StreamingService#lastHeight}.
   */
  OptionalLong lastHeight();

  /**
   * The app hash with which the service has taken the block of a height. See {@link
   * org.abcistream.api.StreamingService#appHashAt}.
   *
   * @param height at or below {@link #lastHeight()}
   * @return a copy, or null when it is not known
   */
  default byte @Nullable [] appHashAt(long height) {
    return null;
  }

  /**
   * Gives back what the service holds. Called once, after the last hook, also after a failure.
   *
   * @throws Exception is logged
   */
  void close() throws Exception;
}
