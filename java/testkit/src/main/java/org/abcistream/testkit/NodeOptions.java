package org.abcistream.testkit;

import java.nio.file.Path;
import java.util.List;

/**
 * What a node gives when it opens a stream. Immutable; {@code with...} makes changed copies.
 *
 * @param name labels log records
 * @param home the node's home
 * @param config the text of app.toml
 * @param stores the names of the node's stores, in the order of their handles
 * @param envPrefix of the variables that override the config; empty for none
 * @param nodeHeight the last height that the node has committed; 0 = none
 */
public record NodeOptions(
    String name, Path home, String config, List<String> stores, String envPrefix, long nodeHeight) {
  /**
   * Copies the list.
   *
   * @param name labels log records
   * @param home the node's home
   * @param config the text of app.toml
   * @param stores the names of the node's stores, in the order of their handles
   * @param envPrefix of the variables that override the config; empty for none
   * @param nodeHeight the last height that the node has committed; 0 = none
   */
  public NodeOptions {
    stores = List.copyOf(stores);
  }

  /**
   * A node that has committed no block and loads no services.
   *
   * @param home the node's home
   * @param stores the names of the node's stores, in the order of their handles
   * @return its options
   */
  public static NodeOptions of(Path home, String... stores) {
    return new NodeOptions("test", home, "", List.of(stores), "", 0);
  }

  /**
   * The same with another value.
   *
   * @param newConfig the text of app.toml
   * @return a changed copy
   */
  public NodeOptions withConfig(String newConfig) {
    return new NodeOptions(name, home, newConfig, stores, envPrefix, nodeHeight);
  }

  /**
   * The same with another value.
   *
   * @param newStores the names of the stores, in the order of their handles
   * @return a changed copy
   */
  public NodeOptions withStores(List<String> newStores) {
    return new NodeOptions(name, home, config, newStores, envPrefix, nodeHeight);
  }

  /**
   * The same with another value.
   *
   * @param newName labels log records
   * @return a changed copy
   */
  public NodeOptions withName(String newName) {
    return new NodeOptions(newName, home, config, stores, envPrefix, nodeHeight);
  }

  /**
   * The same with variables of the environment that override the config.
   *
   * @param newPrefix what their names begin with; empty for none
   * @return a changed copy
   */
  public NodeOptions withEnvPrefix(String newPrefix) {
    return new NodeOptions(name, home, config, stores, newPrefix, nodeHeight);
  }

  /**
   * The same for a node that has committed blocks.
   *
   * @param newHeight the last height that it has committed
   * @return a changed copy
   */
  public NodeOptions withNodeHeight(long newHeight) {
    return new NodeOptions(name, home, config, stores, envPrefix, newHeight);
  }
}
