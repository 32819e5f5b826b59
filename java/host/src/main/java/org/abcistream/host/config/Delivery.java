package org.abcistream.host.config;

/** When a commit of the node returns, as far as one service is concerned. */
public enum Delivery {
  /** When the service has taken the block. */
  SYNC,
  /** When the block is in the service's queue. */
  ASYNC
}
