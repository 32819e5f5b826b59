package org.abcistream.testkit.contract;

import java.nio.ByteBuffer;
import java.util.List;
import org.abcistream.api.Block;
import org.abcistream.api.ChangeSet;
import org.abcistream.api.Payload;

/**
 * A copy of a block in memory of its own, so that what somebody has kept of it can be spoilt, and
 * seen to be spoilt, without harm to the native library.
 */
final class LentBlock implements Block {
  private final Loan loan;
  private final long height;
  private final ByteBuffer appHash;
  private final List<LentChangeSet> changeSets;
  private final LentPayload data;
  private final LentPayload metadata;

  /** Copies a block that can still be read. */
  LentBlock(Block original, Loan loan) {
    this.loan = loan;
    ByteBuffer hash = original.appHash();
    height = original.height();
    appHash = ByteBuffer.allocateDirect(hash.remaining()).put(hash).flip();
    changeSets =
        original.changeSets().stream().map(changes -> new LentChangeSet(changes, loan)).toList();
    data =
        new LentPayload(
            loan, changeSets.stream().flatMap(changes -> changes.memory().stream()).toList());
    metadata = new LentPayload(loan, LentPayload.copyOf(original.metadata()));
  }

  /** From now on every view of the block throws. */
  void takeBack() {
    loan.end();
  }

  /** Overwrites the memory. */
  void poison() {
    LentPayload.poison(data.memory());
    LentPayload.poison(metadata.memory());
    LentPayload.poison(List.of(appHash));
  }

  @Override
  public long height() {
    loan.check();
    return height;
  }

  @Override
  public ByteBuffer appHash() {
    loan.check();
    return appHash.asReadOnlyBuffer();
  }

  @Override
  public List<ChangeSet> changeSets() {
    loan.check();
    return List.copyOf(changeSets);
  }

  @Override
  public Payload data() {
    loan.check();
    return data;
  }

  @Override
  public Payload metadata() {
    loan.check();
    return metadata;
  }
}
