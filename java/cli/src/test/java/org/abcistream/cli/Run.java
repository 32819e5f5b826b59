package org.abcistream.cli;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.output.Output;

/**
 * What a command line has done.
 *
 * @param exitCode as the process would end
 * @param bytes its standard output
 * @param err its standard error
 */
record Run(int exitCode, ByteString bytes, String err) {
  /** Runs a command line in this process, with neither stream on a terminal. */
  static Run of(Object... arguments) {
    return of(false, arguments);
  }

  /** Runs a command line, of which a terminal shows the standard error, and each step is slow. */
  static Run watched(Object... arguments) {
    return of(true, arguments);
  }

  private static Run of(boolean isWatched, Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    String[] texts = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      texts[i] = arguments[i].toString();
    }
    int exitCode = CommandLines.create(console(out, err, isWatched)).execute(texts);
    return new Run(exitCode, ByteString.copyFrom(out.toByteArray()), err.toString());
  }

  /** What a run gives that ends well and has nothing to say beside its output. */
  static Run good(String out) {
    return new Run(0, ByteString.copyFromUtf8(out), "");
  }

  /** Where nothing that is printed is looked at. */
  static Console console() {
    return console(new ByteArrayOutputStream(), new StringWriter(), false);
  }

  private static Console console(ByteArrayOutputStream out, StringWriter err, boolean isWatched) {
    AtomicLong seconds = new AtomicLong();
    return new Console(
        new Output(out),
        Optional.empty(),
        new PrintWriter(err, true),
        false,
        isWatched,
        false,
        () -> TimeUnit.SECONDS.toNanos(seconds.incrementAndGet()));
  }

  String out() {
    return bytes.toStringUtf8();
  }

  List<String> lines() {
    return out().lines().toList();
  }
}
