package org.abcistream.dist;

import org.abcistream.api.ServiceConstructor;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.ServiceType;
import org.abcistream.api.StreamingService;

/** Makes the services of type {@code probe}: those of the running test. */
public final class ProbeConstructor implements ServiceConstructor {
  /** For {@link java.util.ServiceLoader}. */
  public ProbeConstructor() {}

  @Override
  public ServiceType type() {
    return ServiceType.of("probe");
  }

  @Override
  public StreamingService construct(ServiceContext context) throws Exception {
    Probe probe = Probes.byName(context.name());
    probe.construct(context);
    return probe;
  }
}
