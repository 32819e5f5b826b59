package org.abcistream.host.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.abcistream.api.AppOptions;
import org.abcistream.api.OptionException;

/** Options of the host that take less than every value of their type. */
final class OptionRules {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  private OptionRules() {}

  /** One of the constants of an enum, written in lower case. */
  static <E extends Enum<E>> E choice(AppOptions options, String key, E fallback) {
    E[] constants = fallback.getDeclaringClass().getEnumConstants();
    String text = options.getString(key, written(fallback));
    return Arrays.stream(constants)
        .filter(constant -> written(constant).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new OptionException(
                    options.nameOf(key),
                    text,
                    Arrays.stream(constants)
                        .map(constant -> '"' + written(constant) + '"')
                        .collect(Collectors.joining(" or ", "must be ", ""))));
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** A time that something may take: longer than nothing, since no time means for ever to some. */
  static Duration timeout(AppOptions options, String key, Duration fallback) {
    Duration timeout = options.getDuration(key, fallback);
    if (timeout.isZero()) {
      throw new OptionException(
          options.nameOf(key), "0s", "must be longer than that, such as \"5s\"");
    }
    return timeout;
  }

  /** A number of things: not below 0. */
  static long count(AppOptions options, String key, long fallback) {
    long count = options.getLong(key, fallback);
    if (count < 0) {
      throw new OptionException(options.nameOf(key), count, "must be 0 or more");
    }
    return count;
  }

  /**
   * Checks the name of an instance or of a type: it becomes part of paths and of variables' names.
   *
   * @param option the full name of the option that has brought it
   */
  static String name(String option, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new OptionException(option, name, "must be a name of letters, digits, '-' and '_'");
    }
    return name;
  }
}
