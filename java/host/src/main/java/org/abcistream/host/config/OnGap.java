package org.abcistream.host.config;

/** What happens when the next block of the node is not the next one of a service. */
public enum OnGap {
  /** The node rolls itself back to the service's height at its start, where it can. */
  ROLLBACK,
  /** The node does not start. */
  STOP,
  /** The service goes on, and the hole is recorded. */
  IGNORE
}
