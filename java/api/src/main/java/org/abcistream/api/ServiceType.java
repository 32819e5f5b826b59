package org.abcistream.api;

import java.util.Locale;
import java.util.Objects;

/**
 * The type of a streaming service, such as {@code file}: what {@code [streamers.x] type} names, and
 * by default the instance's own name. An open set, since user's jars bring types of their own. Two
 * types are equal when their names are, without regard to case.
 */
public final class ServiceType {
  /** The type of the file service. */
  public static final ServiceType FILE = new ServiceType("file");

  /** No type: what {@link #fromString} makes of an empty name. */
  public static final ServiceType UNKNOWN = new ServiceType("unknown");

  private final String name;

  private ServiceType(String name) {
    this.name = name;
  }

  /**
   * {@return the type of a service of your own}
   *
   * @param name letters, digits, {@code -} and {@code _}; case does not matter
   * @throws IllegalArgumentException if the name has another character, or none
   */
  public static ServiceType of(String name) {
    if (!name.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException(
          "\"%s\" is no name of a service type: use letters, digits, '-' and '_'".formatted(name));
    }
    return fromString(name);
  }

  /**
   * {@return the type that a name in app.toml means} {@code file} and {@code f} are {@link #FILE},
   * blank is {@link #UNKNOWN}, anything else is the type of that name.
   *
   * @param name as the operator wrote it; not checked, case and blanks around it do not matter
   */
  public static ServiceType fromString(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "file", "f" -> FILE;
      case "", "unknown" -> UNKNOWN;
      default -> new ServiceType(lower);
    };
  }

  /** {@return the name in lower case} */
  @Override
  public String toString() {
    return name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServiceType type && type.name.equals(name);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name);
  }
}
