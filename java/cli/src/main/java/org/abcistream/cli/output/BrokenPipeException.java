package org.abcistream.cli.output;

import java.io.IOException;

/** Whoever was reading the output has gone: there is nothing left to do, and nobody to tell. */
public final class BrokenPipeException extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenPipeException(IOException cause) {
    super(cause);
  }
}
