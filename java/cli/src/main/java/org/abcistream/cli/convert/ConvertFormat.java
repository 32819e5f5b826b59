package org.abcistream.cli.convert;

import java.util.Locale;

/** What pairs can be converted to. */
enum ConvertFormat {
  JSONL,
  CSV,
  PARQUET;

  /** {@return the name as it is typed, and as files end} */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
