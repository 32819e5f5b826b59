package org.abcistream.testkit.contract;

import org.abcistream.api.ServiceConstructor;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.ServiceType;
import org.abcistream.api.StreamingService;

/** Makes the services that the running test wants. */
public class LedgerConstructor implements ServiceConstructor {
  /** Makes one of them. */
  interface Construction {
    StreamingService construct(ServiceContext context) throws Exception;
  }

  private final Construction construction;

  /** For {@link java.util.ServiceLoader}. */
  public LedgerConstructor() {
    this(LedgerService::new);
  }

  LedgerConstructor(Construction construction) {
    this.construction = construction;
  }

  @Override
  public ServiceType type() {
    return ServiceType.of("ledger");
  }

  @Override
  public StreamingService construct(ServiceContext context) throws Exception {
    return construction.construct(context);
  }
}
