package org.abcistream.dist;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The probes of the running test, by the names of their instances in its app.toml. */
final class Probes implements AfterEachCallback {
  private static final ConcurrentMap<String, Probe> PROBES = new ConcurrentHashMap<>();

  /** The probe that an instance of this name is; the same over all streams of a test. */
  Probe named(String name) {
    return byName(name);
  }

  static Probe byName(String name) {
    return PROBES.computeIfAbsent(name, key -> new Probe());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    PROBES.clear();
  }
}
