package org.abcistream.host;

import org.jspecify.annotations.Nullable;

/**
 * What has become of a block at a service.
 *
 * @param status what the node's commit shall return; OK also where the service has failed, and the
 *     node goes on
 * @param failure why the service failed; null where it has not
 */
record BlockOutcome(Status status, @Nullable String failure) {
  /** The service has the block. */
  static final BlockOutcome TAKEN = new BlockOutcome(Status.OK, null);

  static BlockOutcome stopsNode(String failure) {
    return new BlockOutcome(Status.SERVICE_FAILED, failure);
  }

  static BlockOutcome isPassedOver(String failure) {
    return new BlockOutcome(Status.OK, failure);
  }
}
