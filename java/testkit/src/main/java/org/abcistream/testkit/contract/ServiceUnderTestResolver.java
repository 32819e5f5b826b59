package org.abcistream.testkit.contract;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each rule of a {@link StreamingServiceContract} the service that it is about. */
final class ServiceUnderTestResolver implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == ServiceUnderTest.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRequiredTestInstances()
        .findInstance(StreamingServiceContract.class)
        .map(ServiceUnderTest::new)
        .orElseThrow();
  }
}
