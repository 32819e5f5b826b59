package org.abcistream.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JvmSettingsTest {
  private static final JvmSettings NOTHING = new JvmSettings(null, null, null);

  private static TomlOptions config(String... lines) {
    return TomlOptions.parse(
        String.join("\n", lines), "app.toml", new EnvironmentOverrides("SIMD", name -> "other"));
  }

  @Test
  void whatBothHaveReadAlikeIsAccepted() {
    TomlOptions config =
        config(
            "[abcistream.jvm]",
            "home = \"jdk\"",
            "class-path = 'a.jar:b'",
            "options = [\"-Xmx1g\"]");

    assertThatCode(() -> new JvmSettings("jdk", "a.jar:b", List.of("-Xmx1g")).requireSameAs(config))
        .doesNotThrowAnyException();
    assertThat(config.unread("abcistream")).isEmpty();
    assertThatCode(() -> NOTHING.requireSameAs(config(""))).doesNotThrowAnyException();
  }

  @Test
  void whatTheNativeSideHasNotFoundIsAnError() {
    assertThatThrownBy(() -> NOTHING.requireSameAs(config("abcistream.JVM = { home = \"jdk\" }")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "app.toml: abcistream.JVM.home is \"jdk\", but before Java was started it was read as"
                + " not set: write [abcistream.jvm] as a table of its own, with home and class-path"
                + " as plain strings and options as a list of them");
  }

  @Test
  void whatTheNativeSideHasReadOtherwiseIsAnError() {
    assertThatThrownBy(() -> new JvmSettings(null, "a", null).requireSameAs(config("")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "app.toml: abcistream.jvm.class-path is not set, but before Java was started it was"
                + " read as \"a\": ");
    assertThatThrownBy(
            () -> NOTHING.requireSameAs(config("[abcistream.jvm]", "options = [\"-Xint\", 1]")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "app.toml: abcistream.jvm.options is [-Xint, 1], but before Java was started it was"
                + " read as not set: ");
  }

  @Test
  void anEmptyListOfOptionsIsNotNone() {
    TomlOptions config = config("[abcistream.jvm]", "options = []");

    assertThatCode(() -> new JvmSettings(null, null, List.of()).requireSameAs(config))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> NOTHING.requireSameAs(config)).isInstanceOf(ConfigException.class);
  }
}
