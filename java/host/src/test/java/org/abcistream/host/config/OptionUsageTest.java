package org.abcistream.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OptionUsageTest {
  private final TomlOptions options =
      TomlOptions.parse(
          """
          [streamers.File]
          Keys = ["*"]
          write-dir = "out"
          routes = [{ topic = "a", partition = 1 }]
          client = { linger = 5, acks = 1 }
          [streamers.filed]
          prefix = "p"
          """,
          "app.toml",
          EnvironmentOverrides.NONE);

  private final TomlOptions section = options.section("streamers.file");

  @BeforeEach
  void aServiceLooksUpWhatItKnows() {
    section.getStringList("keys");
    section.getString("write_dir", "");
    section.getBoolean("stop-node-on-error", false);
  }

  @Test
  void optionsThatNobodyLookedUpAreUnread() {
    assertThat(options.unread("streamers.file"))
        .containsExactly(
            "streamers.File.client.acks",
            "streamers.File.client.linger",
            "streamers.File.routes",
            "streamers.File.routes[0].partition",
            "streamers.File.routes[0].topic",
            "streamers.File.write-dir");
  }

  @Test
  void whatIsReadInATableOrAListCounts() {
    options.section("streamers.file.client").get("linger");
    assertThat(section.get("client")).isNotNull();
    assertThat(section.get("routes")).isNotNull();
    options.section("streamers.file.routes[0]").get("topic");

    assertThat(options.unread("streamers.file"))
        .containsExactly(
            "streamers.File.client.acks",
            "streamers.File.routes[0].partition",
            "streamers.File.write-dir");
  }

  @Test
  void whatTheEnvironmentOverridesIsRead() {
    TomlOptions overridden =
        TomlOptions.parse("a.b = 1", "app.toml", new EnvironmentOverrides("N", name -> "2"));

    assertThat(overridden.getLong("a.b", 0)).isEqualTo(2);
    assertThat(overridden.unread("a")).isEmpty();
  }

  @Test
  void theNearestNameThatWasLookedUpIsOffered() {
    assertThat(options.nearestKnown("streamers.File.write-dir"))
        .contains("streamers.file.write_dir");
    assertThat(options.nearestKnown("streamers.file.stop-on-error"))
        .contains("streamers.file.stop-node-on-error");
    assertThat(options.nearestKnown("streamers.file.key")).contains("streamers.file.keys");
  }

  @Test
  void aNameThatIsLikeNoneIsOfferedNothing() {
    assertThat(options.nearestKnown("streamers.file.compression")).isEmpty();
    assertThat(options.nearestKnown("streamers.file.dir")).isEmpty();
  }
}
