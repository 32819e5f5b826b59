package org.abcistream.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Another JVM with a service named {@code other}, which streams block after block, says each height
 * on its output, and ends when nobody listens any more or it is killed.
 */
final class OtherProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  /** Starts one that writes to a directory. */
  OtherProcess(Path home) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                OtherProcess.class.getName(),
                home.toString())
            .redirectErrorStream(true)
            .start();
    output = process.inputReader(UTF_8);
  }

  long pid() {
    return process.pid();
  }

  /** The height of a block that it has taken, or else what went wrong. */
  @Nullable String nextLine() throws IOException {
    return output.readLine();
  }

  /** Kills it as {@code kill -9} does. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** What runs there. */
  public static void main(String[] arguments) throws IOException {
    SampleContext context =
        new SampleContext(Path.of(arguments[0])).named("other").with("output-metadata", true);
    try (FileStreamingService service = context.start()) {
      for (long height = service.lastHeight().orElse(0) + 1; !System.out.checkError(); height++) {
        service.onBlock(new SampleBlock(height));
        System.out.println(height);
      }
    }
  }
}
