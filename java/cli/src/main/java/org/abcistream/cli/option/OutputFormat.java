package org.abcistream.cli.option;

import java.util.Locale;

/** What the output is for: people, or programs. */
public enum OutputFormat {
  /** Lines for people. What stands in them may change from release to release. */
  TEXT,
  /** One JSON object a line; fields are only ever added. */
  JSON;

  /** {@return the name as it is typed} */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
