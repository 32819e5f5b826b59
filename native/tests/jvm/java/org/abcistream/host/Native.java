package org.abcistream.host;

/** What only native code can do to a JVM. */
final class Native {
  private Native() {}

  static Native load() {
    System.load(System.getProperty("test.native"));
    return new Native();
  }

  /** Reads from an address that is not mapped. */
  native void crash();

  /** Ends the JVM past everything that refuses it. */
  native void haltTheJvm();
}
