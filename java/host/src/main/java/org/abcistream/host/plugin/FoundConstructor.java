package org.abcistream.host.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.abcistream.api.ServiceConstructor;
import org.abcistream.api.ServiceType;
import org.abcistream.host.config.ConfigException;

/**
 * A constructor of services, and where it is from.
 *
 * @param type what it makes
 * @param constructor the constructor
 * @param place what messages call the place that it was found in: {@code the class path}
 */
public record FoundConstructor(ServiceType type, ServiceConstructor constructor, String place) {
  /**
   * All constructors that a class loader finds, which is the context class loader meanwhile.
   *
   * @param place what messages call it
   * @throws ConfigException if one cannot be loaded
   */
  public static List<FoundConstructor> allOf(String place, ClassLoader loader) {
    return ContextClassLoader.call(loader, () -> find(place, loader));
  }

  private static List<FoundConstructor> find(String place, ClassLoader loader) {
    List<FoundConstructor> found = new ArrayList<>();
    try {
      for (ServiceConstructor constructor : ServiceLoader.load(ServiceConstructor.class, loader)) {
        found.add(new FoundConstructor(constructor.type(), constructor, place));
      }
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      throw new ConfigException(
          "a constructor of services in %s cannot be loaded: %s; mend or remove its jar, or put what it lacks beside it"
              .formatted(place, reason(e)));
    }
    return found;
  }

  /** With the causes, since the operator sees no stack trace. */
  private static String reason(Throwable failure) {
    boolean saysAll = failure instanceof ServiceConfigurationError;
    StringBuilder reason =
        new StringBuilder(saysAll ? String.valueOf(failure.getMessage()) : failure.toString());
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      reason.append(": ").append(cause);
    }
    return reason.toString();
  }
}
