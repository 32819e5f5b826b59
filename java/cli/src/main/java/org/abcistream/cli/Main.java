package org.abcistream.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.output.Output;
import org.abcistream.cli.output.OutputFile;

/** The program. */
public final class Main {
  /** Set by the launcher, since Java itself cannot ask for one stream alone. */
  private static final String STDOUT_IS_TERMINAL = "abcistream.stdout.terminal";

  private static final String STDERR_IS_TERMINAL = "abcistream.stderr.terminal";

  /** What the standard output is open on, where the system shows it. */
  private static final Path STDOUT = Path.of("/proc/self/fd/1");

  private Main() {}

  /**
   * Runs one verb and ends the process with its exit code.
   *
   * @param arguments the verb and its options
   */
  public static void main(String[] arguments) {
    System.exit(CommandLines.create(console()).execute(arguments));
  }

  private static Console console() {
    String noColor = System.getenv("NO_COLOR");
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    return new Console(
        new Output(out),
        OutputFile.of(out.getChannel(), STDOUT),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        Boolean.getBoolean(STDOUT_IS_TERMINAL),
        Boolean.getBoolean(STDERR_IS_TERMINAL),
        noColor == null || noColor.isEmpty(),
        System::nanoTime);
  }
}
