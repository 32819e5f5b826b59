package org.abcistream.host.config;

import static org.abcistream.host.config.StreamingOptions.OPT_JVM_CLASS_PATH;
import static org.abcistream.host.config.StreamingOptions.OPT_JVM_HOME;
import static org.abcistream.host.config.StreamingOptions.OPT_JVM_OPTIONS;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the native side has read of {@code [abcistream.jvm]}, with a small reader of its own, before
 * there was a JVM to read TOML in. Null is what it has not found.
 *
 * @param home the folder of the JDK
 * @param classPath jars and folders of jars
 * @param options options of the JVM
 */
public record JvmSettings(
    @Nullable String home, @Nullable String classPath, @Nullable List<String> options) {
  /**
   * Makes sure that the JVM runs with what the config says. The environment is left out, since it
   * is no part of what the small reader has read.
   *
   * @throws ConfigException if the config says something else
   */
  public void requireSameAs(TomlOptions config) {
    TomlOptions text = config.withoutEnvironment();
    requireSame(text, OPT_JVM_HOME, home);
    requireSame(text, OPT_JVM_CLASS_PATH, classPath);
    requireSame(text, OPT_JVM_OPTIONS, options);
  }

  private static void requireSame(TomlOptions text, String option, @Nullable Object read) {
    Object written = text.get(option);
    if (!Objects.equals(written, read)) {
      throw new ConfigException(
          "%s: %s is %s, but before Java was started it was read as %s: write [abcistream.jvm] as a"
                  .formatted(text.configName(), text.nameOf(option), shown(written), shown(read))
              + " table of its own, with home and class-path as plain strings and options as a list"
              + " of them");
    }
  }

  private static String shown(@Nullable Object value) {
    if (value == null) {
      return "not set";
    }
    return value instanceof String ? "\"" + value + "\"" : value.toString();
  }
}
