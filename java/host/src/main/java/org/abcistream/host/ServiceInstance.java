package org.abcistream.host;

import java.nio.file.Path;
import java.util.List;
import org.abcistream.api.AppOptions;
import org.abcistream.api.ServiceConstructor;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.StoreKey;
import org.abcistream.host.config.InstanceConfig;
import org.abcistream.host.plugin.ContextClassLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service that the config names, before it is constructed: who makes it, and from what.
 *
 * @param config its section
 * @param constructor of its type
 * @param storeKeys the stores that it exposes, in ascending order; at least one
 * @param home the node's home
 * @param chainId empty when the node has not said it
 * @param trial whether the block that comes is a dummy
 */
record ServiceInstance(
    InstanceConfig config,
    ServiceConstructor constructor,
    List<StoreKey> storeKeys,
    Path home,
    String chainId,
    boolean trial)
    implements ServiceContext {

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public AppOptions options() {
    return config.options();
  }

  @Override
  public Logger logger() {
    return LoggerFactory.getLogger("abcistream." + name());
  }

  boolean stopsNode() {
    return config
        .policy()
        .stopNodeOnError()
        .orElseGet(() -> ContextClassLoader.call(loader(), constructor::stopsNodeOnErrorByDefault));
  }

  /** Whether it can be tried without touching what it has written for the node. */
  boolean supportsTrial() {
    return ContextClassLoader.call(loader(), constructor::supportsTrial);
  }

  /** Sees the classes of the service. */
  ClassLoader loader() {
    return constructor.getClass().getClassLoader();
  }
}
