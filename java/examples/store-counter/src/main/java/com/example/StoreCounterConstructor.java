package com.example;

import org.abcistream.api.ServiceConstructor;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.ServiceType;
import org.abcistream.api.StreamingService;

/** Makes the services of type {@code store-counter}. */
public final class StoreCounterConstructor implements ServiceConstructor {
  @Override
  public ServiceType type() {
    return ServiceType.of("store-counter");
  }

  @Override
  public StreamingService construct(ServiceContext context) {
    return new StoreCounter(context.logger());
  }
}
