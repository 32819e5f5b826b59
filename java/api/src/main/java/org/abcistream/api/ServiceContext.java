package org.abcistream.api;

import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;

/** What a service is made from. Immutable, usable from any thread. */
public interface ServiceContext {
  /** The name of this instance in {@code [store] streamers}. */
  String name();

  /** The options of this instance's own section: {@code prefix} is {@code streamers.x.prefix}. */
  AppOptions options();

  /** The stores that this instance exposes, in ascending order; at least one. */
  List<StoreKey> storeKeys();

  /** The node's home, absolute. Relative paths in options start here. */
  Path home();

  /** The chain's id; empty when the node has not said it. */
  String chainId();

  /** A logger in this instance's name, whose records go to the node's own log. */
  Logger logger();
}
