package org.abcistream.host.block;

import org.abcistream.api.ChangeSet;
import org.abcistream.api.PairCursor;
import org.abcistream.api.StoreKey;

/** The change set of one store. */
final class ChangeSetView extends PayloadView implements ChangeSet {
  private final StoreKey storeKey;
  private final long pairCount;
  private final long deleteCount;

  ChangeSetView(
      Lease lease,
      BlockReader reader,
      StoreKey storeKey,
      long pairCount,
      long deleteCount,
      int firstBuffer,
      int bufferCount,
      long size) {
    super(lease, reader, firstBuffer, bufferCount, size);
    this.storeKey = storeKey;
    this.pairCount = pairCount;
    this.deleteCount = deleteCount;
  }

  @Override
  public StoreKey storeKey() {
    lease.check();
    return storeKey;
  }

  @Override
  public long pairCount() {
    lease.check();
    return pairCount;
  }

  @Override
  public long deleteCount() {
    lease.check();
    return deleteCount;
  }

  @Override
  public PairCursor cursor() {
    lease.check();
    return new EncodedPairCursor(this, storeKey);
  }
}
