package org.abcistream.host.config;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The variables of the environment that override the config: {@code SIMD_STREAMERS_FILE_WRITE_DIR}
 * for the option {@code streamers.file.write_dir} of a node whose prefix is {@code SIMD}. A
 * variable that is set to nothing counts as not set, as it does for the node itself.
 *
 * @param prefix the node's prefix, without the underscore that follows it; null or empty when the
 *     environment overrides nothing
 * @param variables the value of a variable, or null: {@code System::getenv}
 */
public record EnvironmentOverrides(
    @Nullable String prefix, Function<String, @Nullable String> variables) {
  /** Overrides nothing. */
  public static final EnvironmentOverrides NONE = new EnvironmentOverrides(null, name -> null);

  /** The variable that overrides an option, given by its full name. */
  String variableOf(String option) {
    return (prefix + "_" + option).replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** What overrides an option, given by its full name; null when nothing does. */
  @Nullable String valueOf(String option) {
    if (prefix == null || prefix.isEmpty()) {
      return null;
    }
    String value = variables.apply(variableOf(option));
    return value == null || value.isEmpty() ? null : value;
  }
}
