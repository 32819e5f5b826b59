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
   * {@return the value as it stands, or null when it is not set} It is a {@link String}, {@link
   * Long}, {@link Double}, {@link Boolean}, a date or time of {@code java.time}, a {@link List} of
   * these, or an {@link AppOptions} for a table.
   *
   * @param key a dotted path
   */
  @Nullable Object get(String key);

  /**
   * {@return the full name of an option as a user knows it, such as {@code streamers.file.prefix}}
   *
   * @param key a dotted path; it need not be set
   */
  String nameOf(String key);

  /**
   * {@return the option as a text}
   *
   * @param key a dotted path
   * @param fallback the value of an option that is not set
   */
  String getString(String key, String fallback);

  /**
   * {@return the option as true or false, also in quotes}
   *
   * @param key a dotted path
   * @param fallback the value of an option that is not set
   */
  boolean getBoolean(String key, boolean fallback);

  /**
   * {@return the option as a whole number, also in quotes}
   *
   * @param key a dotted path
   * @param fallback the value of an option that is not set
   */
  long getLong(String key, long fallback);

  /**
   * {@return the option as a list of texts, empty when it is not set} In the environment it is
   * texts with blanks between them.
   *
   * @param key a dotted path
   */
  List<String> getStringList(String key);

  /**
   * {@return the option as a time} It stands in quotes: a whole number and {@code ms}, {@code s},
   * {@code m} or {@code h}.
   *
   * @param key a dotted path
   * @param fallback the value of an option that is not set
   */
  Duration getDuration(String key, Duration fallback);

  /**
   * {@return the option as a size in bytes} It is a whole number, or in quotes with {@code KiB},
   * {@code MiB} or {@code GiB}.
   *
   * @param key a dotted path
   * @param fallback the value of an option that is not set, in bytes
   */
  long getBytes(String key, long fallback);
}
