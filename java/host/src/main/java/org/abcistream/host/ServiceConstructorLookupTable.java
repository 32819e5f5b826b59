package org.abcistream.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.abcistream.api.ServiceConstructor;
import org.abcistream.api.ServiceType;
import org.abcistream.host.config.ConfigException;
import org.abcistream.host.config.StreamingOptions;
import org.abcistream.host.plugin.FoundConstructor;
import org.abcistream.host.plugin.Plugins;

/**
 * The constructors of services by their types: the reference's {@code
 * ServiceConstructorLookupTable}, filled from the class path and from plug-ins instead of by hand.
 * Immutable.
 */
public final class ServiceConstructorLookupTable {
  private static final String CLASS_PATH = "the class path";

  private final Map<ServiceType, FoundConstructor> constructors;

  private ServiceConstructorLookupTable(Map<ServiceType, FoundConstructor> constructors) {
    this.constructors = constructors;
  }

  /**
   * All constructors that there are.
   *
   * @param classPath finds those of the class path
   * @throws ConfigException if one cannot be loaded, or two make the same type
   */
  public static ServiceConstructorLookupTable load(ClassLoader classPath, Plugins plugins) {
    List<FoundConstructor> found = new ArrayList<>(FoundConstructor.allOf(CLASS_PATH, classPath));
    found.addAll(plugins.constructors());
    Map<ServiceType, FoundConstructor> constructors = new LinkedHashMap<>();
    for (FoundConstructor constructor : found) {
      FoundConstructor other = constructors.putIfAbsent(constructor.type(), constructor);
      if (other != null) {
        throw sameType(other, constructor);
      }
    }
    return new ServiceConstructorLookupTable(constructors);
  }

  private static ConfigException sameType(FoundConstructor first, FoundConstructor second) {
    return new ConfigException(
        "two constructors make services of type %s, %s in %s and %s in %s: remove one of the jars"
            .formatted(
                first.type(),
                first.constructor().getClass().getName(),
                first.place(),
                second.constructor().getClass().getName(),
                second.place()));
  }

  /**
   * The reference's {@code NewServiceConstructor}: what makes services of the type that a name in
   * app.toml means.
   *
   * @throws ConfigException if there is none; lists those that there are
   */
  public ServiceConstructor newServiceConstructor(String name) {
    FoundConstructor found = constructors.get(ServiceType.fromString(name));
    if (found == null) {
      throw new ConfigException(
          ("unrecognized streaming service name %s: %s constructors of %s; correct the name, or have"
                  + " %s name the folder of the plug-in that makes it")
              .formatted(name, places(), types(), StreamingOptions.OPT_JVM_PLUGIN_PATH));
    }
    return found.constructor();
  }

  private String places() {
    return constructors.values().stream().allMatch(found -> found.place().equals(CLASS_PATH))
        ? "the class path has"
        : "the class path and the plug-ins have";
  }

  private String types() {
    return constructors.isEmpty()
        ? "no type at all"
        : constructors.keySet().stream()
            .map(ServiceType::toString)
            .sorted()
            .collect(Collectors.joining(", "));
  }
}
