package org.abcistream.process;

import org.abcistream.api.ServiceConstructor;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.ServiceType;
import org.abcistream.api.StreamingService;

/** Makes the services of type {@code recorder}. */
public final class RecorderConstructor implements ServiceConstructor {
  /** For {@link java.util.ServiceLoader}. */
  public RecorderConstructor() {}

  @Override
  public ServiceType type() {
    return ServiceType.of("recorder");
  }

  @Override
  public StreamingService construct(ServiceContext context) throws Exception {
    return new Recorder(context);
  }
}
