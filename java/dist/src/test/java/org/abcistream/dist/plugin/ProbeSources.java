package org.abcistream.dist.plugin;

/** The services of the probe plug-ins, as source texts. What they find out, they log. */
final class ProbeSources {
  private ProbeSources() {}

  private static final String SERVICE =
      """
      package probe;

      import java.util.OptionalLong;
      import org.abcistream.api.*;

      public final class ProbeConstructor implements ServiceConstructor {
        static int heights;

        @Override public ServiceType type() { return ServiceType.of("TYPE"); }

        @Override public StreamingService construct(ServiceContext context) throws Exception {
          CONSTRUCT
          return new StreamingService() {
            @Override public OptionalLong lastHeight() { return OptionalLong.empty(); }

            @Override public void onBlock(Block block) throws Exception { BLOCK }

            @Override public void close() { CLOSE }
          };
        }

        static String loader() {
          ClassLoader loader = Thread.currentThread().getContextClassLoader();
          return loader == ProbeConstructor.class.getClassLoader() ? "own" : "foreign";
        }
      }
      """;

  private static String source(String type, String construct, String block, String close) {
    return SERVICE
        .replace("TYPE", type)
        .replace("CONSTRUCT", construct)
        .replace("BLOCK", block)
        .replace("CLOSE", close);
  }

  /** Makes a message of Protocol Buffers of each block, and says by which version. */
  static String protobuf(String type) {
    return source(
        type,
        "",
        """
        var time = com.google.protobuf.Timestamp.newBuilder().setSeconds(block.height()).build();
        var parsed = com.google.protobuf.Timestamp.parseFrom(time.toByteString());
        var path = parsed.getClass().getProtectionDomain().getCodeSource().getLocation().getPath();
        context.logger().info("{} is a {} of {}",
            parsed.getSeconds(),
            parsed.getClass().getSuperclass().getSimpleName(),
            path.substring(path.lastIndexOf('/') + 1));
        """,
        "");
  }

  /** Says whose the context class loader is in each call, and in a thread of its own. */
  static String context(String type) {
    return source(
        type,
        "context.logger().info(\"construct: {}\", loader());",
        """
        context.logger().info("block: {}", loader());
        Thread thread = new Thread(() -> context.logger().info("thread: {}", loader()));
        thread.start();
        thread.join();
        Thread.currentThread().setContextClassLoader(null);
        """,
        "context.logger().info(\"close: {}\", loader());");
  }

  /** Counts in a static field. */
  static String counting(String type) {
    return source(type, "", "context.logger().info(\"block {}\", ++heights);", "");
  }

  /** Cannot be constructed. */
  static String failing(String type) {
    return source(
        type, "if (heights == 0) { throw new IllegalStateException(\"no target\"); }", "", "");
  }
}
