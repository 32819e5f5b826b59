package org.abcistream.host.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** Catches what is written to the standard error stream of the process, until it is closed. */
final class CaughtStandardError implements AutoCloseable {
  private final PrintStream original = System.err;
  private final ByteArrayOutputStream caught = new ByteArrayOutputStream();

  CaughtStandardError() {
    System.setErr(new PrintStream(caught, true, UTF_8));
  }

  String text() {
    return caught.toString(UTF_8);
  }

  @Override
  public void close() {
    System.setErr(original);
  }
}
