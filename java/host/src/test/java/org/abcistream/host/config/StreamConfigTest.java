package org.abcistream.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.abcistream.api.OptionException;
import org.abcistream.api.ServiceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamConfigTest {
  private static StreamConfig read(String... lines) {
    return StreamConfig.read(
        TomlOptions.parse(String.join("\n", lines), "app.toml", EnvironmentOverrides.NONE));
  }

  private static InstanceConfig readOne(String... lines) {
    List<InstanceConfig> instances = read(lines).instances();
    assertThat(instances).hasSize(1);
    return instances.get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[store]", "store.streamers = []", "streamers.file.keys = [\"*\"]"})
  void withoutAListThereAreNoServices(String toml) {
    assertThat(read(toml)).isEqualTo(read(""));
    assertThat(read(toml).instances()).isEmpty();
  }

  @Test
  void whatIsNotSetHasItsDefault() {
    StreamConfig config = read("");

    assertThat(config.unknownStores()).isEqualTo(UnknownStores.ERROR);
    assertThat(config.onGap()).isEqualTo(OnGap.ROLLBACK);
    assertThat(config.maxRollbackBlocks()).isEqualTo(100);
    assertThat(config.startTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.closeTimeout()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void theHostsOwnOptionsAreRead() {
    StreamConfig config =
        read(
            "[abcistream]",
            "unknown-stores = \"warn\"",
            "on-gap = \"stop\"",
            "max-rollback-blocks = 0",
            "start-timeout = \"2m\"",
            "close-timeout = \"500ms\"",
            "trial = true");

    assertThat(config)
        .isEqualTo(
            new StreamConfig(
                List.of(),
                UnknownStores.WARN,
                OnGap.STOP,
                0,
                Duration.ofMinutes(2),
                Duration.ofMillis(500),
                true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          on-gap = "halt"          | abcistream.on-gap is "halt": must be "rollback" or "stop" or "ignore"
          on-gap = "STOP"          | abcistream.on-gap is "STOP": must be "rollback" or "stop" or "ignore"
          unknown-stores = "skip"  | abcistream.unknown-stores is "skip": must be "error" or "warn"
          unknown-stores = true    | abcistream.unknown-stores is true: must be a text in quotes
          max-rollback-blocks = -1 | abcistream.max-rollback-blocks is -1: must be 0 or more
          start-timeout = "0s"     | abcistream.start-timeout is "0s": must be longer than that, such as "5s"
          """)
  void aValueThatCannotBeIsAnErrorThatSaysWhatCan(String line, String message) {
    assertThatThrownBy(() -> read("[abcistream]", line))
        .isInstanceOf(OptionException.class)
        .hasMessage(message);
  }

  @Test
  void anInstanceReadsItsOwnSection() {
    InstanceConfig audit =
        readOne(
            "store.streamers = [\"audit\"]",
            "[streamers.audit]",
            "type = \"File\"",
            "keys = [\"bank\", \"acc\"]",
            "stop-node-on-error = \"true\"",
            "delivery = \"async\"",
            "timeout = \"1s\"",
            "on-error = \"detach\"",
            "queue-blocks = 3",
            "queue-bytes = \"1MiB\"",
            "prefix = \"a\"",
            "[streamers.file]",
            "keys = [\"*\"]");

    assertThat(audit.name()).isEqualTo("audit");
    assertThat(audit.section()).isEqualTo("streamers.audit");
    assertThat(audit.type()).isEqualTo(ServiceType.FILE);
    assertThat(audit.keys()).containsExactly("bank", "acc");
    assertThat(audit.wantsAllStores()).isFalse();
    assertThat(audit.policy())
        .isEqualTo(
            new ServicePolicy(
                Optional.of(true),
                OnError.DETACH,
                Delivery.ASYNC,
                Duration.ofSeconds(1),
                3,
                1 << 20));
    assertThat(audit.options().getString("prefix", "")).isEqualTo("a");
  }

  @Test
  void anInstanceWithoutASectionHasDefaults() {
    InstanceConfig kafka = readOne("store.streamers = [\"kafka\"]");

    assertThat(kafka.type()).isEqualTo(ServiceType.of("kafka"));
    assertThat(kafka.keys()).isEmpty();
    assertThat(kafka.policy())
        .isEqualTo(
            new ServicePolicy(
                Optional.empty(),
                OnError.SKIP,
                Delivery.SYNC,
                Duration.ofSeconds(5),
                64,
                256 << 20));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          queue-blocks = 0    | streamers.a.queue-blocks is 0: must be from 1 to 65536
          queue-blocks = 65537| streamers.a.queue-blocks is 65537: must be from 1 to 65536
          queue-bytes = 0     | streamers.a.queue-bytes is 0: must be 1 or more, such as "256MiB"
          on-error = "stop"   | streamers.a.on-error is "stop": must be "skip" or "detach"
          """)
  void aPolicyThatCannotBeIsRefused(String line, String message) {
    assertThatThrownBy(() -> readOne("store.streamers = [\"a\"]", "[streamers.a]", line))
        .isInstanceOf(OptionException.class)
        .hasMessage(message);
  }

  @Test
  void namesMatchSectionsWithoutRegardToCase() {
    InstanceConfig file =
        readOne("store.streamers = [\"File\"]", "[streamers.fILE]", "keys = [\"bank\", \"*\"]");

    assertThat(file.name()).isEqualTo("File");
    assertThat(file.type()).isEqualTo(ServiceType.FILE);
    assertThat(file.wantsAllStores()).isTrue();
  }

  @Test
  void theAliasOfFileReadsWhatItLacksFromTheSectionOfFile() {
    InstanceConfig alias =
        readOne(
            "store.streamers = [\"f\"]",
            "[streamers.f]",
            "keys = [\"bank\"]",
            "[streamers.file]",
            "keys = [\"*\"]",
            "stop-node-on-error = false");

    assertThat(alias.type()).isEqualTo(ServiceType.FILE);
    assertThat(alias.keys()).containsExactly("bank");
    assertThat(alias.policy().stopNodeOnError()).contains(false);
  }

  @Test
  void anInstanceNamedLikeTheAliasWithATypeOfItsOwnIsNone() {
    List<InstanceConfig> instances =
        read(
                "store.streamers = [\"f\", \"file\"]",
                "[streamers.f]",
                "type = \"kafka\"",
                "[streamers.file]",
                "keys = [\"*\"]")
            .instances();

    assertThat(instances).extracting(InstanceConfig::name).containsExactly("f", "file");
    assertThat(instances.get(0).type()).isEqualTo(ServiceType.of("kafka"));
    assertThat(instances.get(0).keys()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"file,file", "audit,Audit", "file,f", "F,FILE"})
  void theSameServiceTwiceIsAnError(String first, String second) {
    assertThatThrownBy(() -> read("store.streamers = [\"%s\", \"%s\"]".formatted(first, second)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "store.streamers names \"%s\" and \"%s\", which are the same service: remove one, or"
                    .formatted(first, second)
                + " give the other a name and a section of its own, with its type there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a.b", "file,audit", "ä"})
  void aNameOfOtherCharactersIsAnError(String name) {
    assertThatThrownBy(() -> read("store.streamers = [\"" + name + "\"]"))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "store.streamers is \"" + name + "\": must be a name of letters, digits, '-' and '_'");
  }

  @Test
  void aTypeOfOtherCharactersIsAnError() {
    assertThatThrownBy(() -> read("store.streamers = [\"a\"]", "[streamers.a]", "type = \"\""))
        .isInstanceOf(OptionException.class)
        .hasMessage("streamers.a.type is \"\": must be a name of letters, digits, '-' and '_'");
  }

  @Test
  void aWrongNameInTheEnvironmentNamesTheVariable() {
    TomlOptions config =
        TomlOptions.parse(
            "",
            "app.toml",
            new EnvironmentOverrides("SIMD", Map.of("SIMD_STORE_STREAMERS", "file,audit")::get));

    assertThatThrownBy(() -> StreamConfig.read(config))
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith(
            "store.streamers (SIMD_STORE_STREAMERS) is \"file,audit\": must be");
  }
}
