package org.abcistream.dist.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.abcistream.testkit.Node;
import org.abcistream.testkit.NodeException;
import org.abcistream.testkit.NodeLogRecord;
import org.abcistream.testkit.NodeOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsInANodeTest {
  private static final Path PROTOBUF = Path.of(System.getProperty("abcistream.protobuf"));

  @TempDir private Path temp;
  private Path home;

  /** As the kernel names open files. */
  @BeforeEach
  void resolveHome() throws IOException {
    home = temp.toRealPath();
  }

  private ProbePlugin make(String name, String source, Path... jars) throws IOException {
    return ProbePlugin.make(home.resolve("plugins").resolve(name), source, jars);
  }

  private static Path protobuf(String glob) throws IOException {
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(PROTOBUF, "protobuf-java-" + glob + ".jar")) {
      return jars.iterator().next();
    }
  }

  private Node open(String... services) {
    StringBuilder config = new StringBuilder("[abcistream.jvm]\nplugin-path = \"plugins\"\n");
    config
        .append("[store]\nstreamers = [\"")
        .append(String.join("\", \"", services))
        .append("\"]\n");
    for (String service : services) {
      config.append("[streamers.").append(service).append("]\nkeys = [\"*\"]\n");
    }
    return Node.open(NodeOptions.of(home, "bank").withConfig(config.toString()));
  }

  /** What a service has logged, without the host's own records in its name. */
  private static List<String> saidBy(Node closed, String service) {
    return closed.logRecords().stream()
        .filter(record -> record.logger().equals("abcistream." + service))
        .map(NodeLogRecord::message)
        .filter(message -> !message.startsWith("service "))
        .toList();
  }

  private static void commit(Node node, long height) {
    node.emptyBlock(height, ("hash " + height).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void twoVersionsOfProtobufRunSideBySide() throws IOException {
    Path older = protobuf("3.*");
    Path newer = protobuf("4.*");
    make("older", ProbeSources.protobuf("older"), older);
    make("newer", ProbeSources.protobuf("newer"), newer);

    Node node = open("older", "newer");
    try (node) {
      commit(node, 1);
      commit(node, 2);
    }

    assertThat(saidBy(node, "older"))
        .containsExactly(
            "1 is a GeneratedMessageV3 of " + older.getFileName(),
            "2 is a GeneratedMessageV3 of " + older.getFileName());
    assertThat(saidBy(node, "newer"))
        .containsExactly(
            "1 is a GeneratedMessage of " + newer.getFileName(),
            "2 is a GeneratedMessage of " + newer.getFileName());
  }

  @Test
  void everyCallAndEveryThreadOfAServiceHasItsContextClassLoader() throws IOException {
    make("context", ProbeSources.context("context"));

    Node node = open("context");
    try (node) {
      commit(node, 1);
      commit(node, 2);
    }

    assertThat(saidBy(node, "context"))
        .containsExactly(
            "construct: own",
            "block: own",
            "thread: own",
            "block: own",
            "thread: own",
            "close: own");
  }

  @Test
  void eachStreamHasClassesOfItsOwn() throws IOException {
    make("counting", ProbeSources.counting("counting"));

    Node first = open("counting");
    Node second = open("counting");
    try (first;
        second) {
      commit(first, 1);
      commit(first, 2);
      commit(second, 1);
    }

    assertThat(saidBy(first, "counting")).containsExactly("block 1", "block 2");
    assertThat(saidBy(second, "counting")).containsExactly("block 1");
  }

  @Test
  void jarsAreClosedWhenTheStreamIs() throws IOException {
    ProbePlugin plugin = make("newer", ProbeSources.protobuf("newer"), protobuf("4.*"));

    try (Node node = open("newer")) {
      commit(node, 1);
      assertThat(plugin.openFiles()).hasSize(1);
    }
    assertThat(plugin.openFiles()).isEmpty();
  }

  @Test
  void jarsAreClosedWhenTheOpeningFails() throws IOException {
    ProbePlugin newer = make("newer", ProbeSources.protobuf("newer"), protobuf("4.*"));
    ProbePlugin failing = make("failing", ProbeSources.failing("failing"), protobuf("3.*"));

    NodeException refused =
        catchThrowableOfType(NodeException.class, () -> open("newer", "failing"));
    assertThat(refused).hasMessage("service failing cannot start: no target");
    assertThat(refused.status()).isEqualTo("SERVICE_FAILED");
    assertThat(newer.openFiles()).isEmpty();
    assertThat(failing.openFiles()).isEmpty();
  }

  @Test
  void aPluginDoesNotSeeTheLibrariesOfTheClassPath() throws IOException {
    make("newer", ProbeSources.protobuf("newer"));

    try (Node node = open("newer")) {
      assertThatThrownBy(() -> commit(node, 1))
          .isInstanceOf(NodeException.class)
          .hasMessage(
              "service newer failed at height 1: java.lang.NoClassDefFoundError:"
                  + " com/google/protobuf/Timestamp");
    }
  }

  @Test
  void aPluginThatCannotBeLoadedIsAnErrorOfTheConfig() throws IOException {
    make("counting", ProbeSources.counting("counting"));
    Files.delete(home.resolve("plugins/counting/classes/probe/ProbeConstructor.class"));

    NodeException refused = catchThrowableOfType(NodeException.class, () -> open("counting"));
    assertThat(refused)
        .hasMessage(
            "a constructor of services in plug-in %s cannot be loaded:"
                + " org.abcistream.api.ServiceConstructor: Provider probe.ProbeConstructor not"
                + " found; mend or remove its jar, or put what it lacks beside it",
            home.resolve("plugins/counting"));
    assertThat(refused.status()).isEqualTo("CONFIG");
  }
}
