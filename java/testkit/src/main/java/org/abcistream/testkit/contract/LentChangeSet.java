package org.abcistream.testkit.contract;

import org.abcistream.api.ChangeSet;
import org.abcistream.api.PairCursor;
import org.abcistream.api.StoreKey;

/** The change set of one store in a {@link LentBlock}. */
final class LentChangeSet extends LentPayload implements ChangeSet {
  private final StoreKey storeKey;
  private final long pairCount;
  private final long deleteCount;

  LentChangeSet(ChangeSet original, Loan loan) {
    super(loan, copyOf(original));
    this.storeKey = original.storeKey();
    this.pairCount = original.pairCount();
    this.deleteCount = original.deleteCount();
  }

  @Override
  public StoreKey storeKey() {
    loan.check();
    return storeKey;
  }

  @Override
  public long pairCount() {
    loan.check();
    return pairCount;
  }

  @Override
  public long deleteCount() {
    loan.check();
    return deleteCount;
  }

  @Override
  public PairCursor cursor() {
    loan.check();
    return new LentPairCursor(loan, storeKey, memory());
  }
}
