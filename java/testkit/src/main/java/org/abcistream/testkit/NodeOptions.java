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
  /** Copies the list. */
  public NodeOptions {
    stores = List.copyOf(stores);
  }

  /** A node of this home that has committed no block, with these stores, and no services. */
  public static NodeOptions of(Path home, String... stores) {
    return new NodeOptions("test", home, "", List.of(stores), "", 0);
  }

  /** The same with another app.toml. */
  public NodeOptions withConfig(String newConfig) {
    return new NodeOptions(name, home, newConfig, stores, envPrefix, nodeHeight);
  }

  /** The same with other stores. */
  public NodeOptions withStores(List<String> newStores) {
    return new NodeOptions(name, home, config, newStores, envPrefix, nodeHeight);
  }

  /** The same with another name. */
  public NodeOptions withName(String newName) {
    return new NodeOptions(newName, home, config, stores, envPrefix, nodeHeight);
  }

  /** The same with variables of this prefix overriding the config. */
  public NodeOptions withEnvPrefix(String newPrefix) {
    return new NodeOptions(name, home, config, stores, newPrefix, nodeHeight);
  }

  /** The same for a node that has committed up to this height. */
  public NodeOptions withNodeHeight(long newHeight) {
    return new NodeOptions(name, home, config, stores, envPrefix, newHeight);
  }
}
