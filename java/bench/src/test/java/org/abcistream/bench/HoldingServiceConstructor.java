package org.abcistream.bench;

import org.abcistream.api.ServiceConstructor;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.ServiceType;
import org.abcistream.api.StreamingService;

/** Makes the services of type {@code holding}. */
public final class HoldingServiceConstructor implements ServiceConstructor {
  /** For {@link java.util.ServiceLoader}. */
  public HoldingServiceConstructor() {}

  @Override
  public ServiceType type() {
    return ServiceType.of("holding");
  }

  @Override
  public StreamingService construct(ServiceContext context) {
    return new HoldingService();
  }
}
