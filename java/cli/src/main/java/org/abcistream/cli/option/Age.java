package org.abcistream.cli.option;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how old something is: {@code 30d}, {@code 12h}, {@code 90m}, {@code 45s}. */
public final class Age implements ITypeConverter<Duration> {
  private static final Pattern AGE = Pattern.compile("(\\d{1,9})([dhms])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "d", Duration.ofDays(1),
          "h", Duration.ofHours(1),
          "m", Duration.ofMinutes(1),
          "s", Duration.ofSeconds(1));

  /** For picocli. */
  public Age() {}

  @Override
  public Duration convert(String typed) {
    Matcher age = AGE.matcher(typed);
    if (!age.matches()) {
      throw new TypeConversionException(
          "\"%s\" is no age: write a whole number with d, h, m or s, such as 30d".formatted(typed));
    }
    return UNITS
        .getOrDefault(age.group(2), Duration.ZERO)
        .multipliedBy(Long.parseLong(age.group(1)));
  }
}
