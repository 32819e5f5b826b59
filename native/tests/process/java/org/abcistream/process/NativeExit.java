package org.abcistream.process;

/** Ends the process as only native code can. */
final class NativeExit {
  private NativeExit() {}

  /**
   * Does not return.
   *
   * @param library the absolute path of the library that has the function
   */
  static void exit(String library) {
    System.load(library);
    exitNow();
  }

  private static native void exitNow();
}
