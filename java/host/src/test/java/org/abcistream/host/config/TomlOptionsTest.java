package org.abcistream.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.abcistream.api.AppOptions;
import org.abcistream.api.OptionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TomlOptionsTest {
  private static TomlOptions options(String... lines) {
    return TomlOptions.parse(String.join("\n", lines), "app.toml", EnvironmentOverrides.NONE);
  }

  private static AppOptions value(String toml) {
    return options("[streamers.x]", "option = " + toml).section("streamers.x");
  }

  private static TomlOptions withEnvironment(Map<String, String> variables, String... lines) {
    return TomlOptions.parse(
        String.join("\n", lines), "app.toml", new EnvironmentOverrides("simd", variables::get));
  }

  @Test
  void keysMatchWithoutRegardToCase() {
    TomlOptions options = options("[Streamers.File]", "Write_Dir = \"out\"");

    assertThat(options.getString("streamers.file.write_dir", "")).isEqualTo("out");
    assertThat(options.section("STREAMERS.FILE").getString("WRITE_DIR", "")).isEqualTo("out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[client]\n\"bootstrap.servers\" = \"a:1\"",
        "[client.bootstrap]\nservers = \"a:1\"",
        "client.bootstrap = { servers = \"a:1\" }",
        "\"client.bootstrap.servers\" = \"a:1\"",
      })
  void aDottedKeyIsFoundHoweverItIsWritten(String toml) {
    assertThat(options(toml).getString("client.bootstrap.servers", "")).isEqualTo("a:1");
  }

  @Test
  void getGivesValuesAsTheyStand() {
    TomlOptions options =
        options(
            "text = \"t\"",
            "number = 7",
            "fraction = 1.5",
            "flag = true",
            "day = 2024-02-29",
            "list = [\"a\", 2, [3]]",
            "[table]",
            "inner = 1");

    assertThat(options.get("text")).isEqualTo("t");
    assertThat(options.get("number")).isEqualTo(7L);
    assertThat(options.get("fraction")).isEqualTo(1.5);
    assertThat(options.get("flag")).isEqualTo(true);
    assertThat(options.get("day")).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(options.get("list")).isEqualTo(List.of("a", 2L, List.of(3L)));
    assertThat(options.get("nothing")).isNull();
    assertThat(options.get("table"))
        .isInstanceOfSatisfying(
            AppOptions.class,
            table -> {
              assertThat(table.getLong("inner", 0)).isEqualTo(1);
              assertThat(table.nameOf("inner")).isEqualTo("table.inner");
            });
  }

  @Test
  void aTableInAListIsNamedByItsIndex() {
    TomlOptions options =
        options(
            "[[x.routes]]", "topic = \"a\"", "[[x.routes]]", "topic = 2", "nested = [[{ k = 1 }]]");

    assertThat(options.section("x").get("routes"))
        .isInstanceOfSatisfying(
            List.class,
            routes -> {
              AppOptions second = (AppOptions) routes.get(1);
              assertThatThrownBy(() -> second.getString("topic", ""))
                  .hasMessage("x.routes[1].topic is 2: must be a text in quotes");
            });
    assertThat(options.getLong("x.routes[1].nested[0][0].k", 0)).isEqualTo(1);
  }

  @Test
  void aSectionKnowsTheFullNamesOfItsKeys() {
    assertThat(options("").section("streamers.x").nameOf("prefix")).isEqualTo("streamers.x.prefix");
  }

  @Test
  void aSectionThatLacksAnOptionFallsBackToTheOther() {
    AppOptions options =
        options(
                "[streamers.f]",
                "prefix = \"own\"",
                "[streamers.file]",
                "prefix = \"p\"",
                "fsync = 3")
            .section("streamers.f", "streamers.file");

    assertThat(options.getString("prefix", "")).isEqualTo("own");
    assertThat(options.nameOf("prefix")).isEqualTo("streamers.f.prefix");
    assertThatThrownBy(() -> options.getBoolean("fsync", true))
        .hasMessage("streamers.file.fsync is 3: must be true or false");
  }

  @Test
  void aTableFallsBackKeyByKey() {
    Object client =
        options("[streamers.f.client]", "a = 1", "[streamers.file.client]", "a = 2", "b = 3")
            .section("streamers.f", "streamers.file")
            .get("client");

    assertThat(client)
        .isInstanceOfSatisfying(
            AppOptions.class,
            table -> {
              assertThat(table.getLong("a", 0)).isEqualTo(1);
              assertThat(table.getLong("b", 0)).isEqualTo(3);
            });
  }

  @Test
  void whatIsNotSetIsTheFallback() {
    TomlOptions options = options("[other]", "a = 1");

    assertThat(options.getString("x", "d")).isEqualTo("d");
    assertThat(options.getBoolean("x", true)).isTrue();
    assertThat(options.getLong("x", 7)).isEqualTo(7);
    assertThat(options.getStringList("x")).isEmpty();
    assertThat(options.getDuration("x", Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.getBytes("x", 9)).isEqualTo(9);
  }

  @Test
  void aTableWhereAValueIsWantedIsAnError() {
    AppOptions options = options("[streamers.x.prefix]", "a = 1").section("streamers.x");

    assertThatThrownBy(() -> options.getString("prefix", ""))
        .isInstanceOf(OptionException.class)
        .hasMessage("streamers.x.prefix is a table: must be a text in quotes");
  }

  @Test
  void aTextIsNothingElse() {
    assertThat(value("\"\"").getString("option", "fallback")).isEmpty();
    assertThatThrownBy(() -> value("5").getString("option", ""))
        .isInstanceOf(OptionException.class)
        .hasMessage("streamers.x.option is 5: must be a text in quotes");
  }

  @ParameterizedTest
  @CsvSource({"true,true", "false,false", "'\"true\"',true", "'\"false\"',false"})
  void aBooleanMayStandInQuotes(String toml, boolean expected) {
    assertThat(value(toml).getBoolean("option", !expected)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"TRUE\"', '\"TRUE\"'",
    "'\"yes\"', '\"yes\"'",
    "'\"\"', '\"\"'",
    "1, 1",
    "'[\"true\"]', '[true]'"
  })
  void anythingElseIsNoBoolean(String toml, String shown) {
    assertThatThrownBy(() -> value(toml).getBoolean("option", true))
        .isInstanceOf(OptionException.class)
        .hasMessage("streamers.x.option is " + shown + ": must be true or false");
  }

  @Test
  void aNumberMayStandInQuotes() {
    assertThat(value("-12").getLong("option", 0)).isEqualTo(-12);
    assertThat(value("\"12\"").getLong("option", 0)).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "\"1k\"", "\"9223372036854775808\"", "true", "[1]"})
  void anythingElseIsNoWholeNumber(String toml) {
    assertThatThrownBy(() -> value(toml).getLong("option", 0))
        .isInstanceOf(OptionException.class)
        .hasMessageEndingWith(": must be a whole number");
  }

  @Test
  void aListHoldsTexts() {
    assertThat(value("[\"bank\", \"acc\"]").getStringList("option")).containsExactly("bank", "acc");
    assertThat(value("[]").getStringList("option")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"bank staking\"", "\"bank,staking\"", "\" bank, staking \""})
  void aTextInPlaceOfAListShowsHowToWriteTheList(String toml) {
    assertThatThrownBy(() -> value(toml).getStringList("option"))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "streamers.x.option is "
                + toml
                + ": must be a list of texts: write [\"bank\", \"staking\"]");
  }

  @Test
  void aListOfOtherThingsNamesTheElement() {
    assertThatThrownBy(() -> value("[\"bank\", 5]").getStringList("option"))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "streamers.x.option is [bank, 5]: must be a list of texts in quotes, and 5 is none");
    assertThatThrownBy(() -> value("5").getStringList("option"))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "streamers.x.option is 5: must be a list of texts, such as [\"bank\", \"staking\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "5s,PT5S",
    "250ms,PT0.25S",
    "2m,PT2M",
    "1h,PT1H",
    "1m30s,PT1M30S",
    "1h2m3s4ms,PT1H2M3.004S",
    "0s,PT0S"
  })
  void aDurationIsWholeNumbersWithUnits(String text, Duration expected) {
    assertThat(value('"' + text + '"').getDuration("option", Duration.ofDays(9)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"8\"", "8", "\"-5s\"", "\"1.5s\"", "\"5 s\"", "\"5S\"", "\"5d\"", "\"\""})
  void anythingElseIsNoDuration(String toml) {
    assertThatThrownBy(() -> value(toml).getDuration("option", Duration.ZERO))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "streamers.x.option is "
                + toml
                + ": must be a time such as \"5s\": whole numbers with ms, s, m or h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999999999999999999999s", "9999999999s", "2562047h2562047h"})
  void aDurationThatOverflowsIsAnError(String text) {
    assertThatThrownBy(() -> value('"' + text + '"').getDuration("option", Duration.ZERO))
        .isInstanceOf(OptionException.class)
        .hasMessage("streamers.x.option is \"" + text + "\": must be at most 2562047h");
  }

  @ParameterizedTest
  @CsvSource({
    "1048576, 1048576",
    "0, 0",
    "'\"512\"', 512",
    "'\"3KiB\"', 3072",
    "'\"256MiB\"', 268435456",
    "'\"1GiB\"', 1073741824",
    "'\"8589934591GiB\"', 9223372035781033984"
  })
  void aSizeIsBytesOrHasAUnit(String toml, long expected) {
    assertThat(value(toml).getBytes("option", -1)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "\"-1\"", "\"256MB\"", "\"1 GiB\"", "\"GiB\"", "\"\"", "1.5"})
  void anythingElseIsNoSize(String toml) {
    assertThatThrownBy(() -> value(toml).getBytes("option", 0))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "streamers.x.option is "
                + toml
                + ": must be a size such as \"256MiB\": a whole number of bytes, or with KiB, MiB"
                + " or GiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8589934592GiB", "9223372036854775808", "99999999999999999999KiB"})
  void aSizeThatOverflowsIsAnError(String text) {
    assertThatThrownBy(() -> value('"' + text + '"').getBytes("option", 0))
        .isInstanceOf(OptionException.class)
        .hasMessage("streamers.x.option is \"" + text + "\": must be at most 8589934591GiB");
  }

  @Test
  void theEnvironmentOverridesTheText() {
    TomlOptions options =
        withEnvironment(
            Map.of(
                "SIMD_STREAMERS_FILE_WRITE_DIR", "out",
                "SIMD_STREAMERS_FILE_STOP_NODE_ON_ERROR", "true",
                "SIMD_STORE_STREAMERS", " file  audit "),
            "[store]",
            "streamers = []",
            "[streamers.file]",
            "write_dir = \"\"",
            "stop-node-on-error = \"false\"");

    assertThat(options.getString("streamers.file.write_dir", "")).isEqualTo("out");
    assertThat(options.section("Streamers.File").getBoolean("stop-node-on-error", false)).isTrue();
    assertThat(options.getStringList("store.streamers")).containsExactly("file", "audit");
  }

  @Test
  void theEnvironmentSetsWhatTheTextDoesNot() {
    TomlOptions options = withEnvironment(Map.of("SIMD_ABCISTREAM_START_TIMEOUT", "3s"));

    assertThat(options.getDuration("abcistream.start-timeout", Duration.ZERO))
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aVariableThatIsEmptyCountsAsNotSet() {
    TomlOptions options = withEnvironment(Map.of("SIMD_A", ""), "a = 1");

    assertThat(options.getLong("a", 0)).isEqualTo(1);
  }

  @Test
  void errorsNameTheVariableThatBroughtTheValue() {
    TomlOptions options = withEnvironment(Map.of("SIMD_STREAMERS_FILE_FSYNC", "maybe"));

    assertThat(options.nameOf("streamers.file.fsync"))
        .isEqualTo("streamers.file.fsync (SIMD_STREAMERS_FILE_FSYNC)");
    assertThatThrownBy(() -> options.getBoolean("streamers.file.fsync", false))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "streamers.file.fsync (SIMD_STREAMERS_FILE_FSYNC) is \"maybe\": must be true or false");
  }

  @Test
  void theOwnSectionBeatsTheEnvironmentOfTheOther() {
    AppOptions options =
        withEnvironment(
                Map.of("SIMD_STREAMERS_FILE_A", "env", "SIMD_STREAMERS_FILE_B", "env"),
                "streamers.f.a = \"own\"",
                "streamers.file.b = \"text\"")
            .section("streamers.f", "streamers.file");

    assertThat(options.getString("a", "")).isEqualTo("own");
    assertThat(options.getString("b", "")).isEqualTo("env");
  }

  @Test
  void withoutAPrefixTheEnvironmentOverridesNothing() {
    TomlOptions options =
        TomlOptions.parse("a = 1", "app.toml", new EnvironmentOverrides("", name -> "2"));

    assertThat(options.getLong("a", 0)).isEqualTo(1);
  }
}
