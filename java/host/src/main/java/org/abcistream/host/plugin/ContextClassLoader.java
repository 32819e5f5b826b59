package org.abcistream.host.plugin;

import java.util.function.Supplier;

/** The class loader by which libraries look for the classes of whoever uses them. */
public final class ContextClassLoader {
  private ContextClassLoader() {}

  /** Calls an action with this context class loader, and puts the one before it back. */
  public static <T> T call(ClassLoader loader, Supplier<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
