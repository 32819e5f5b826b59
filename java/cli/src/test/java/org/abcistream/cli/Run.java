package org.abcistream.cli;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
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
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    String[] texts = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      texts[i] = arguments[i].toString();
    }
    int exitCode = CommandLines.create(console(out, err)).execute(texts);
    return new Run(exitCode, ByteString.copyFrom(out.toByteArray()), err.toString());
  }

  /** What a run gives that ends well and has nothing to say beside its output. */
  static Run good(String out) {
    return new Run(0, ByteString.copyFromUtf8(out), "");
  }

  /** Where nothing that is printed is looked at. */
  static Console console() {
    return console(new ByteArrayOutputStream(), new StringWriter());
  }

  private static Console console(ByteArrayOutputStream out, StringWriter err) {
    return new Console(
        new Output(out), Optional.empty(), new PrintWriter(err, true), false, false, false);
  }

  String out() {
    return bytes.toStringUtf8();
  }

  List<String> lines() {
    return out().lines().toList();
  }
}
