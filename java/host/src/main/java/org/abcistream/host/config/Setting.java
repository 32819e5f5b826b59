package org.abcistream.host.config;

import static java.util.function.Predicate.not;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.abcistream.api.OptionException;

/**
 * The value of one option, and its conversions, each of which throws {@link OptionException} when
 * the value is of another kind.
 *
 * @param name what the operator knows the option by, for error messages
 * @param value as {@link org.abcistream.api.AppOptions#get} returns it
 * @param fromEnvironment whether a variable of the environment brought it, which has only texts
 */
record Setting(String name, Object value, boolean fromEnvironment) {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern BLANKS_AND_COMMAS = Pattern.compile("[\\s,]+");

  private static final Pattern DURATION = Pattern.compile("(?:\\d+(?:ms|s|m|h))+");
  private static final Pattern DURATION_PART = Pattern.compile("(\\d+)(ms|s|m|h)");
  private static final Map<String, Long> NANOS_PER_UNIT =
      Map.of("ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);

  private static final Pattern SIZE = Pattern.compile("(\\d+)(|KiB|MiB|GiB)");
  private static final Map<String, Long> BYTES_PER_UNIT =
      Map.of("", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  String asString() {
    if (value instanceof String text) {
      return text;
    }
    throw mustBe("a text in quotes");
  }

  boolean asBoolean() {
    return switch (value.toString()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw mustBe("true or false");
    };
  }

  long asLong() {
    if (value instanceof Long number) {
      return number;
    }
    try {
      return Long.parseLong(value instanceof String text ? text : "");
    } catch (NumberFormatException e) {
      throw mustBe("a whole number");
    }
  }

  List<String> asStringList() {
    if (value instanceof String text) {
      if (fromEnvironment) {
        return words(BLANKS, text);
      }
      throw mustBe("a list of texts: write " + quoted(words(BLANKS_AND_COMMAS, text)));
    }
    if (!(value instanceof List<?> list)) {
      throw mustBe("a list of texts, such as [\"bank\", \"staking\"]");
    }
    return list.stream().map(this::asListElement).toList();
  }

  private String asListElement(Object element) {
    if (element instanceof String text) {
      return text;
    }
    throw mustBe("a list of texts in quotes, and " + element + " is none");
  }

  private static List<String> words(Pattern separator, String text) {
    return separator.splitAsStream(text).filter(not(String::isEmpty)).toList();
  }

  private static String quoted(List<String> texts) {
    return texts.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
  }

  Duration asDuration() {
    if (!(value instanceof String text) || !DURATION.matcher(text).matches()) {
      throw mustBe("a time such as \"5s\": whole numbers with ms, s, m or h");
    }
    long nanos = 0;
    for (Matcher part = DURATION_PART.matcher(text); part.find(); ) {
      nanos = plus(nanos, part, NANOS_PER_UNIT, "2562047h");
    }
    return Duration.ofNanos(nanos);
  }

  long asBytes() {
    if (value instanceof Long number && number >= 0) {
      return number;
    }
    Matcher size = SIZE.matcher(value instanceof String text ? text : "");
    if (!size.matches()) {
      throw mustBe("a size such as \"256MiB\": a whole number of bytes, or with KiB, MiB or GiB");
    }
    return plus(0, size, BYTES_PER_UNIT, "8589934591GiB");
  }

  /** Adds a number (group 1) of units (group 2) to a sum that must not overflow. */
  private long plus(long sum, Matcher amount, Map<String, Long> units, String limit) {
    try {
      long unit = units.getOrDefault(amount.group(2), 1L);
      return Math.addExact(sum, Math.multiplyExact(Long.parseLong(amount.group(1)), unit));
    } catch (NumberFormatException | ArithmeticException e) {
      throw mustBe("at most " + limit);
    }
  }

  private OptionException mustBe(String what) {
    return new OptionException(name, value, "must be " + what);
  }
}
