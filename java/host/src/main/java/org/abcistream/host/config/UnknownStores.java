package org.abcistream.host.config;

/** What happens when {@code keys} names a store that the node does not have. */
public enum UnknownStores {
  /** The node does not start. */
  ERROR,
  /** The name is left out, with a warning: an upgrade may add or remove stores. */
  WARN
}
