package org.abcistream.api;

import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;

/** What a service is made from. Immutable, usable from any thread. */
public interface ServiceContext {
  /** {@return the name of this instance in {@code [store] streamers}} */
  String name();

  /**
   * {@return the options of this instance's own section} There {@code prefix} is {@code
   * streamers.x.prefix}.
   */
  AppOptions options();

  /** {@return the stores that this instance exposes, in ascending order; at least one} */
  List<StoreKey> storeKeys();

  /** {@return the node's home, absolute} Relative paths in options start here. */
  Path home();

  /** {@return the chain's id; empty when the node has not said it} */
  String chainId();

  /**
   * {@return whether this is a trial: the operator has the machine examined, perhaps while the node
   * runs} The one block that comes is a dummy. What the service writes must lie apart from its real
   * output and its real progress, and be removed by {@link StreamingService#close}; but it shall go
   * the way of the real one, to the same disk, the same server. Only a service whose constructor
   * {@linkplain ServiceConstructor#supportsTrial supports it} is ever tried.
   */
  default boolean trial() {
    return false;
  }

  /** {@return a logger in this instance's name, whose records go to the node's own log} */
  Logger logger();
}
