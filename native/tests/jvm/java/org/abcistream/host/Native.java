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

  /** Calls what halts the JVM where nothing asks before. */
  native void callHalt0();

  /** Has a thread of its own wait until the JVM can be destroyed. */
  native void destroyTheJvm();

  /** Ends the JVM past everything that refuses it. */
  native void haltTheJvm();
}
