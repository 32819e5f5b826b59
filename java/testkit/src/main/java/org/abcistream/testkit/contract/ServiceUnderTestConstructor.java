package org.abcistream.testkit.contract;

import org.abcistream.api.ServiceConstructor;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.ServiceType;
import org.abcistream.api.StreamingService;

/**
 * Through this one the host gets at the service of a {@link StreamingServiceContract}: it is what
 * {@link java.util.ServiceLoader} finds, and has the constructor under test make the service. Of no
 * use outside the suite.
 */
public final class ServiceUnderTestConstructor implements ServiceConstructor {
  static final ServiceType TYPE = ServiceType.of("service-under-test");

  /** For {@link java.util.ServiceLoader}. */
  public ServiceUnderTestConstructor() {}

  @Override
  public ServiceType type() {
    return TYPE;
  }

  @Override
  public StreamingService construct(ServiceContext context) throws Exception {
    return ServiceUnderTest.at(context.home()).construct(context);
  }
}
