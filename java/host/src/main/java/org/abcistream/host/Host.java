package org.abcistream.host;

import org.abcistream.host.log.Console;
import org.abcistream.host.log.LogBinding;
import org.abcistream.host.log.StreamLog;

/** Where the native library enters Java. */
public final class Host {
  static {
    // Where JavaCPP loads something all the same, it shall do so from the library path, and neither
    // search for it nor copy it into a folder of its own; and it shall not take the memory of the
    // whole node for its own. The library gives these as options to a JVM that it starts; one that
    // somebody else has started does not have them.
    setUnlessPresent("org.bytedeco.javacpp.cacheLibraries", "false");
    setUnlessPresent("org.bytedeco.javacpp.findLibraries", "false");
    setUnlessPresent("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    setUnlessPresent("org.bytedeco.javacpp.maxBytes", "0");
    if ("log".equals(System.getProperty("abcistream.console"))) {
      Console.toLog();
    }
  }

  private Host() {}

  private static void setUnlessPresent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * Begins to open a stream, on a thread of its own, which tells the library when that has ended.
   * Called by the library's own thread.
   *
   * @param api the address of an {@code abcistream_host_api}
   * @param stream the address of an {@code abcistream_host_stream}
   */
  public static void open(long api, long stream) {
    Glue.load();
    NativeStream nativeStream = new NativeStream(api, stream);
    StreamOptions options = nativeStream.options();
    Thread thread =
        new Thread(
            () -> {
              LogBinding log = StreamLog.bind(nativeStream::log);
              new StreamHost(nativeStream, options, log).open();
            },
            "abcistream-" + options.name());
    thread.setDaemon(true);
    thread.start();
  }
}
