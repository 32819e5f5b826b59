package org.abcistream.host;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.abcistream.api.ServiceConstructor;
import org.abcistream.api.ServiceType;
import org.abcistream.host.config.ConfigException;

/**
 * The constructors of services by their types: the reference's {@code
 * ServiceConstructorLookupTable}, filled from the class path instead of by hand. Immutable.
 */
public final class ServiceConstructorLookupTable {
  private final Map<ServiceType, ServiceConstructor> constructors;

  private ServiceConstructorLookupTable(Map<ServiceType, ServiceConstructor> constructors) {
    this.constructors = constructors;
  }

  /**
   * All constructors that a class loader finds.
   *
   * @throws ConfigException if one cannot be loaded, or two make the same type
   */
  public static ServiceConstructorLookupTable load(ClassLoader loader) {
    Map<ServiceType, ServiceConstructor> constructors = new LinkedHashMap<>();
    try {
      for (ServiceConstructor constructor : ServiceLoader.load(ServiceConstructor.class, loader)) {
        ServiceConstructor other = constructors.putIfAbsent(constructor.type(), constructor);
        if (other != null) {
          throw new ConfigException(
              "the class path has two constructors of type %s, %s and %s: remove one of the jars"
                  .formatted(
                      constructor.type(),
                      other.getClass().getName(),
                      constructor.getClass().getName()));
        }
      }
    } catch (ServiceConfigurationError e) {
      throw new ConfigException(
          "a constructor of services cannot be loaded: %s; remove or mend its jar"
              .formatted(e.getMessage()));
    }
    return new ServiceConstructorLookupTable(constructors);
  }

  /**
   * The reference's {@code NewServiceConstructor}: what makes services of the type that a name in
   * app.toml means.
   *
   * @throws ConfigException if there is none; lists those that there are
   */
  public ServiceConstructor newServiceConstructor(String name) {
    ServiceConstructor constructor = constructors.get(ServiceType.fromString(name));
    if (constructor == null) {
      throw new ConfigException(
          "unrecognized streaming service name %s: the class path has constructors of %s"
              .formatted(
                  name,
                  constructors.isEmpty()
                      ? "no type at all"
                      : constructors.keySet().stream()
                          .map(ServiceType::toString)
                          .sorted()
                          .collect(Collectors.joining(", "))));
    }
    return constructor;
  }
}
