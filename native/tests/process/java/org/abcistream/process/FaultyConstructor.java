package org.abcistream.process;

import org.abcistream.api.ServiceConstructor;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.ServiceType;
import org.abcistream.api.StreamingService;

/** Makes the services of type {@code faulty}, where {@code constructor} lets it. */
public final class FaultyConstructor implements ServiceConstructor {
  /** For {@link java.util.ServiceLoader}. */
  public FaultyConstructor() {}

  @Override
  public ServiceType type() {
    return ServiceType.of("faulty");
  }

  @Override
  public StreamingService construct(ServiceContext context) throws Exception {
    String fault = context.options().getString("constructor", "");
    if (!fault.isEmpty()) {
      new FaultAction(context).happen(fault, 0);
    }
    return new Faulty(context);
  }
}
