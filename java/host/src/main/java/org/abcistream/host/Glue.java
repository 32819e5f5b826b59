package org.abcistream.host;

import org.abcistream.host.mapping.HostLibrary.HostApi;
import org.abcistream.host.mapping.HostLibrary.HostStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Loads the native code of the mapping. Each class of JavaCPP's would have JavaCPP do it, which
 * finds the same file, but reads annotations by reflection before: a fifth of what a start takes.
 */
final class Glue {
  private static final String LIBRARY = "jniabcistream";
  private static final String LOADS_LIBRARIES = "org.bytedeco.javacpp.loadLibraries";

  /** All of JavaCPP's that the host uses. */
  private static final Class<?>[] MAPPED = {
    Pointer.class,
    BytePointer.class,
    LongPointer.class,
    PointerPointer.class,
    HostStream.class,
    HostApi.class,
    HostApi.AddService.class,
    HostApi.Opened.class,
    HostApi.Next.class,
    HostApi.Done.class,
    HostApi.Detach.class,
    HostApi.Left.class,
    HostApi.Log.class
  };

  private Glue() {}

  /** Loads it, if it is not there yet. JavaCPP is off only meanwhile: others may use it too. */
  static void load() {
    String before = System.setProperty(LOADS_LIBRARIES, "false");
    try {
      System.loadLibrary(LIBRARY);
      for (Class<?> mapped : MAPPED) {
        Class.forName(mapped.getName(), true, mapped.getClassLoader());
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("a class that is there is not found", e);
    } finally {
      if (before == null) {
        System.clearProperty(LOADS_LIBRARIES);
      } else {
        System.setProperty(LOADS_LIBRARIES, before);
      }
    }
  }
}
