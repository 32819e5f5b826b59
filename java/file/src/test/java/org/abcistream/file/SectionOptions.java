package org.abcistream.file;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.abcistream.api.AppOptions;
import org.abcistream.api.OptionException;
import org.jspecify.annotations.Nullable;

/** The options of one section, from a map: as strict about types as the host's. */
record SectionOptions(String section, Map<String, Object> values) implements AppOptions {
  @Override
  public @Nullable Object get(String key) {
    return values.get(key);
  }

  @Override
  public String nameOf(String key) {
    return section + "." + key;
  }

  @Override
  public String getString(String key, String fallback) {
    Object value = values.getOrDefault(key, fallback);
    if (value instanceof String text) {
      return text;
    }
    throw new OptionException(nameOf(key), value, "must be a text in quotes");
  }

  @Override
  public boolean getBoolean(String key, boolean fallback) {
    Object value = values.getOrDefault(key, fallback);
    return switch (value.toString()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new OptionException(nameOf(key), value, "must be true or false");
    };
  }

  @Override
  public long getLong(String key, long fallback) {
    Object value = values.getOrDefault(key, fallback);
    if (value instanceof Long number) {
      return number;
    }
    throw new OptionException(nameOf(key), value, "must be a whole number");
  }

  @Override
  public List<String> getStringList(String key) {
    throw new UnsupportedOperationException("the file service has no list among its options");
  }

  @Override
  public Duration getDuration(String key, Duration fallback) {
    throw new UnsupportedOperationException("the file service has no time among its options");
  }

  @Override
  public long getBytes(String key, long fallback) {
    return getLong(key, fallback);
  }
}
