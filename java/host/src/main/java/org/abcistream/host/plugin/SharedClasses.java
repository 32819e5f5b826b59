package org.abcistream.host.plugin;

import java.util.List;

/**
 * The parent of the plug-ins' class loaders: the JDK, and of the host's class path the packages
 * that both sides speak through. It has no resources but those of the JDK.
 */
final class SharedClasses extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final List<String> PREFIXES = List.of("org.abcistream.api.", "org.slf4j.");

  private final ClassLoader host;

  SharedClasses(ClassLoader host) {
    super("abcistream-shared", getPlatformClassLoader());
    this.host = host;
  }

  /** Called for what the JDK does not have. */
  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (PREFIXES.stream().noneMatch(name::startsWith)) {
      throw new ClassNotFoundException(name);
    }
    return host.loadClass(name);
  }
}
