package org.abcistream.api;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options from app.toml and from the environment, which overrides it. Keys are dotted paths and
 * match without regard to case, as they do in a Cosmos node. Usable from any thread.
 *
 * <p>A value of the wrong type is an {@link OptionException} that names the option, the value and
 * what it must be. As in the reference, a boolean may stand in quotes.
 */
public interface AppOptions {
  /**
   * The value as it stands: {@link String}, {@link Long}, {@link Double}, {@link Boolean}, a date
   * or time of {@code java.time}, a {@link List} of these, or an {@link AppOptions} for a table.
   *
   * @return null when it is not set
   */
  @Nullable Object get(String key);

  /** The full name of a key as a user knows it: {@code streamers.file.prefix}. */
  String nameOf(String key);

  /** A text. */
  String getString(String key, String fallback);

  /** True or false, also in quotes. */
  boolean getBoolean(String key, boolean fallback);

  /** A whole number, also in quotes. */
  long getLong(String key, long fallback);

  /** A list of texts; in the environment, texts with blanks between them. */
  List<String> getStringList(String key);

  /** A time in quotes: a whole number and {@code ms}, {@code s}, {@code m} or {@code h}. */
  Duration getDuration(String key, Duration fallback);

  /** A size in bytes: a whole number, or in quotes with {@code KiB}, {@code MiB} or {@code GiB}. */
  long getBytes(String key, long fallback);
}
