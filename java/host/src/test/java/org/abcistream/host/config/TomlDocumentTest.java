package org.abcistream.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TomlDocumentTest {
  private static TomlDocument parse(String... lines) {
    return TomlDocument.parse(String.join("\n", lines), "app.toml");
  }

  @Test
  void aSyntaxErrorNamesConfigLineAndColumn() {
    assertThatThrownBy(() -> parse("# the node's", "[store]", "streamers = [\"file\"", "x = 1"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("app.toml:4:1: Unexpected ");
  }

  @Test
  void furtherErrorsAreCounted() {
    assertThatThrownBy(() -> parse("[store", "y = ", ""))
        .isInstanceOf(ConfigException.class)
        .hasMessage("app.toml:1:7: Unexpected end of line, expected ]; and 1 more error");
    assertThatThrownBy(() -> parse("a = 1", "a = 2", "a = 3", "a = 4"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("app.toml:2:1: a previously defined at line 1, column 1; and 2 more errors");
  }

  @Test
  void keysThatDifferOnlyInCaseAreAnErrorThatNamesBoth() {
    assertThatThrownBy(
            () -> parse("[streamers.File]", "keys = []", "[streamers.file]", "Keys = [\"*\"]"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "app.toml:4:1: streamers.file.Keys is the same option as streamers.File.keys in line 2,"
                + " since case and quotes do not count: remove one");
  }

  @Test
  void aQuotedKeyAndATableThatMeanTheSameAreAnError() {
    assertThatThrownBy(() -> parse("\"a.b\" = 1", "[a]", "b = 2"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "app.toml:3:1: a.b is the same option as a.b in line 1, since case and quotes do not"
                + " count: remove one");
    assertThatThrownBy(() -> parse("list = [{ a = 1, A = 2 }]"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("list[0].")
        .hasMessageContaining("in line 1");
  }

  @Test
  void sectionsMaySplitAndDifferInCaseWhenTheirKeysDoNotMeet() {
    TomlDocument document = parse("[Streamers.file]", "a = 1", "[streamers.FILE]", "b = 2");

    assertThat(document.below("streamers.file"))
        .extracting(TomlDocument.Entry::name)
        .containsExactly("Streamers.file.a", "streamers.FILE.b");
  }

  @Test
  void belowANameIsNothingThatOnlyBeginsLikeIt() {
    TomlDocument document =
        parse("[a]", "x = 1", "[a-b]", "x = 1", "[ab]", "x = 1", "[a.b]", "x = 1");

    assertThat(document.below("A"))
        .extracting(TomlDocument.Entry::name)
        .containsExactly("a.b.x", "a.x");
  }

  @Test
  void theConfigOfANodeIsRead() {
    TomlDocument document =
        parse(
            "# This is a TOML config file.",
            "minimum-gas-prices = \"0stake\"",
            "halt-height = 0",
            "index-events = []\r",
            "[telemetry]",
            "global-labels = [",
            "  [\"chain_id\", \"cosmoshub-1\"],",
            "]",
            "[store]",
            "streamers = [\"file\", ]",
            "[streamers]",
            "[streamers.file]",
            "keys = [\"*\", ]",
            "write_dir = \"\"",
            "output-metadata = \"true\"",
            "");

    assertThat(document.below("streamers"))
        .extracting(TomlDocument.Entry::name)
        .containsExactly(
            "streamers.file.keys", "streamers.file.output-metadata", "streamers.file.write_dir");
  }

  @Test
  void anEmptyTextIsAConfigWithNothingSet() {
    assertThat(parse("").get("store.streamers")).isNull();
  }
}
