package org.abcistream.host.config;

/** What happens to a service that has failed for a block, when the node is not to stop. */
public enum OnError {
  /** The block is a hole that is recorded, and the service gets the next one. */
  SKIP,
  /** The service gets nothing until the next start, which catches up. */
  DETACH
}
