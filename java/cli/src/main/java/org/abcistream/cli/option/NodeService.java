package org.abcistream.cli.option;

import java.nio.file.Path;
import java.util.List;
import org.abcistream.api.AppOptions;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.StoreKey;
import org.abcistream.host.config.InstanceConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a service of the node would be made from, as far as it is known without the node: not the
 * stores, and not the chain.
 *
 * @param home the node's home, absolute
 * @param config the service's section
 */
public record NodeService(Path home, InstanceConfig config) implements ServiceContext {
  @Override
  public String name() {
    return config.name();
  }

  @Override
  public AppOptions options() {
    return config.options();
  }

  @Override
  public List<StoreKey> storeKeys() {
    return List.of();
  }

  @Override
  public String chainId() {
    return "";
  }

  @Override
  public Logger logger() {
    return LoggerFactory.getLogger("abcistream." + name());
  }
}
