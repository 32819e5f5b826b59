package org.abcistream.testkit.contract;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.abcistream.api.Block;
import org.abcistream.api.ServiceConstructor;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.ServiceType;
import org.abcistream.api.StreamingService;

/** Makes services that lend each block to the running test. */
public final class CopyingConstructor implements ServiceConstructor {
  /** What {@link Loan}s they lend on: all can be read until they are ended. */
  static final List<Loan> LOANS = new CopyOnWriteArrayList<>();

  static final List<LentBlock> COPIES = new CopyOnWriteArrayList<>();

  /** For {@link java.util.ServiceLoader}. */
  public CopyingConstructor() {}

  @Override
  public ServiceType type() {
    return ServiceType.of("copying");
  }

  @Override
  public StreamingService construct(ServiceContext context) {
    return new StreamingService() {
      @Override
      public OptionalLong lastHeight() {
        return OptionalLong.empty();
      }

      @Override
      public void onBlock(Block block) {
        Loan loan = new Loan(block.height(), Loan.NEVER);
        LOANS.add(loan);
        COPIES.add(new LentBlock(block, loan));
      }

      @Override
      public void close() {}
    };
  }
}
