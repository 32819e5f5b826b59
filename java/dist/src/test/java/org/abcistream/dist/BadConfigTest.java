package org.abcistream.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.abcistream.testkit.Node;
import org.abcistream.testkit.NodeException;
import org.abcistream.testkit.NodeLogRecord;
import org.abcistream.testkit.NodeOptions;
import org.abcistream.testkit.TmpfsMount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

/**
 * What an operator reads who has made a mistake: one sentence, of which these tests pin every word.
 * After each of them the process opens a correct stream.
 */
class BadConfigTest {
  private static final String APP_TOML =
      """
      [store]
      streamers = ["file"]

      [streamers.file]
      keys = ["*"]
      write_dir = "blocks"
      stop-node-on-error = true
      """;

  @TempDir private Path home;

  @AfterEach
  void aCorrectStreamIsOpenedAfterwards() throws IOException {
    String config = APP_TOML.replace("blocks", "afterwards");
    ModelBlock block = ModelBlock.of(1, "hash");
    try (Node node = Node.open(options(config))) {
      block.commitTo(node);
    }
    assertThat(OutputFiles.in(home.resolve("afterwards")))
        .containsOnlyKeys("block-1-data")
        .containsEntry("block-1-data", block.dataFile());
  }

  @Test
  void anUnknownStreamerIsRefusedWithThoseThatThereAre() {
    assertRefused(
        APP_TOML.replace("[\"file\"]", "[\"file\", \"carrier-pigeon\"]")
            + "[streamers.carrier-pigeon]\nkeys = [\"*\"]\n",
        "unrecognized streaming service name carrier-pigeon: the class path has constructors of"
            + " file, probe, service-under-test; correct the name, or have"
            + " abcistream.jvm.plugin-path name the folder of the plug-in that makes it");
  }

  @Test
  void anUnknownStoreIsRefusedWithThoseThatThereAre() {
    assertRefused(
        APP_TOML.replace("*", "bnak"),
        "streamers.file.keys asks for \"bnak\", which the node does not have: write \"*\", or some"
            + " of its stores, bank, staking");
  }

  @Test
  void anUnknownStoreIsLeftOutWithAWarningWhereTheConfigSaysSo() {
    String config =
        APP_TOML.replace("[\"*\"]", "[\"bank\", \"bnak\"]")
            + "[abcistream]\nunknown-stores = \"warn\"\n";
    Node opened;
    try (Node node = Node.open(options(config))) {
      assertThat(node.listens("bank")).isTrue();
      assertThat(node.listens("staking")).isFalse();
      opened = node;
    }
    assertThat(opened.logRecords())
        .filteredOn(record -> record.level() == Level.WARN)
        .extracting(NodeLogRecord::message)
        .containsExactly(
            "streamers.file.keys asks for \"bnak\", which the node does not have: left out");
  }

  @Test
  void anInstanceThatIsNamedTwiceIsRefused() {
    assertRefused(
        APP_TOML.replace("[\"file\"]", "[\"file\", \"File\"]"),
        "store.streamers names \"file\" and \"File\", which are the same service: remove one, or"
            + " give the other a name and a section of its own, with its type there");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          keys = ["*"]              | keys = "bank"             | streamers.file.keys is "bank": must be a list of texts: write ["bank"]
          keys = ["*"]              | keys = ["bank", 7]        | streamers.file.keys is [bank, 7]: must be a list of texts in quotes, and 7 is none
          stop-node-on-error = true | stop-node-on-error = 1    | streamers.file.stop-node-on-error is 1: must be true or false
          stop-node-on-error = true | timeout = "soon"          | streamers.file.timeout is "soon": must be a time such as "5s": whole numbers with ms, s, m or h
          stop-node-on-error = true | timeout = "0s"            | streamers.file.timeout is "0s": must be longer than that, such as "5s"
          stop-node-on-error = true | delivery = "later"        | streamers.file.delivery is "later": must be "sync" or "async"
          stop-node-on-error = true | type = "a file"           | streamers.file.type is "a file": must be a name of letters, digits, '-' and '_'
          streamers = ["file"]      | streamers = "file"        | store.streamers is "file": must be a list of texts: write ["file"]
          stop-node-on-error = true | output-metadata = "yes"   | service file cannot start: streamers.file.output-metadata is "yes": must be true or false
          stop-node-on-error = true | prefix = 7                | service file cannot start: streamers.file.prefix is 7: must be a text in quotes
          stop-node-on-error = true | prefix = "a/b"            | service file cannot start: streamers.file.prefix is "a/b": must be part of a file name, without '/' and control characters
          stop-node-on-error = true | file-mode = "0800"        | service file cannot start: streamers.file.file-mode is "0800": must be an octal mode that lets the owner read, in quotes, such as "0640"
          stop-node-on-error = true | min-free-bytes = "plenty" | service file cannot start: streamers.file.min-free-bytes is "plenty": must be a size such as "256MiB": a whole number of bytes, or with KiB, MiB or GiB
          """)
  void aValueThatAnOptionCannotHaveIsRefused(String line, String badLine, String message) {
    assertRefused(APP_TOML.replace(line, badLine), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          on-gap = "jump"          | abcistream.on-gap is "jump": must be "rollback" or "stop" or "ignore"
          start-timeout = 60       | abcistream.start-timeout is 60: must be a time such as "5s": whole numbers with ms, s, m or h
          unknown-stores = "skip"  | abcistream.unknown-stores is "skip": must be "error" or "warn"
          max-rollback-blocks = -1 | abcistream.max-rollback-blocks is -1: must be 0 or more
          """)
  void aValueThatAnOptionOfTheHostCannotHaveIsRefused(String line, String message) {
    assertRefused(APP_TOML + "[abcistream]\n" + line + "\n", message);
  }

  /** What follows the place are the parser's own words. */
  @Test
  void aSyntaxErrorIsRefusedWithLineAndColumn() {
    NodeException refusal = refusalOf(APP_TOML.replace("\"blocks\"", "blocks"));
    assertThat(refusal).hasMessageStartingWith("app.toml:6:13: Unexpected 'b', expected ");
    assertThat(refusal.status()).isEqualTo("CONFIG");
  }

  @Test
  void settingsOfTheJvmThatAreNotInATableOfTheirOwnAreRefused() {
    assertRefused(
        "abcistream.jvm.home = \"/opt/jdk\"\n",
        "app.toml: abcistream.jvm.home is \"/opt/jdk\", but before Java was started it was read as"
            + " not set: write [abcistream.jvm] as a table of its own, with home and class-path as"
            + " plain strings and options as a list of them");
    assertRefused(
        "[abcistream]\njvm = { options = [\"-Xmx64m\"] }\n",
        "app.toml: abcistream.jvm.options is [-Xmx64m], but before Java was started it was read as"
            + " not set: write [abcistream.jvm] as a table of its own, with home and class-path as"
            + " plain strings and options as a list of them");
  }

  @Test
  void aDirectoryThatIsAFileIsRefused() throws IOException {
    Path file = Files.createFile(home.resolve("blocks"));
    assertRefused(
        APP_TOML,
        "service file cannot start: streamers.file.write_dir is \"blocks\": must be a directory,"
            + " but %s is a file".formatted(file));
  }

  @Test
  void aDirectoryThatIsMissingIsCreatedWithItsParents() throws IOException {
    try (Node node = Node.open(options(APP_TOML.replace("blocks", "a/b/c")))) {
      ModelBlock.of(1, "hash").commitTo(node);
    }
    assertThat(OutputFiles.in(home.resolve("a/b/c"))).containsOnlyKeys("block-1-data");
  }

  @Test
  void aDirectoryThatCannotBeWrittenInIsRefused() throws IOException {
    try (TmpfsMount mount = TmpfsMount.on(home.resolve("blocks"), "ro")) {
      assertRefused(
          APP_TOML,
          "service file cannot start: streamers.file.write_dir is \"blocks\": cannot write in %s:"
                  .formatted(mount.directory())
              + " Read-only file system: mount it for writing");
    }
  }

  @Test
  void aFullDirectoryFailsTheCommitAndNoFileIsHalfWritten() throws IOException {
    ModelBlock large =
        ModelBlock.of(1, "hash")
            .withPairs(List.of(ModelBlock.pair("bank", "key", "x".repeat(1 << 20))));
    try (TmpfsMount mount = TmpfsMount.on(home.resolve("blocks"), "size=256k")) {
      Path directory = mount.directory();
      try (Node node = Node.open(options(APP_TOML))) {
        NodeException failure =
            catchThrowableOfType(NodeException.class, () -> large.commitTo(node));
        assertThat(failure)
            .hasMessage(
                "service file failed at height 1: writing %s: No space left on device: free space"
                    + " on its file system, or have the consumer delete what it has read",
                directory.resolve("block-1-data"));
        assertThat(failure.status()).isEqualTo("SERVICE_FAILED");
        assertThat(OutputFiles.in(directory)).isEmpty();
      }
      assertThat(OutputFiles.hiddenIn(directory)).containsExactly(".block.lock", ".block.progress");
    }
  }

  @Test
  void twoServicesOfOneStreamThatWouldWriteTheSameFilesAreRefused() {
    assertRefused(
        APP_TOML.replace("[\"file\"]", "[\"file\", \"audit\"]")
            + """
            [streamers.audit]
            type = "file"
            keys = ["bank"]
            write_dir = "./blocks/../blocks"
            """,
        "service audit cannot start: streamers.audit.write_dir is \"./blocks/../blocks\": "
            + alreadyWritten());
  }

  @Test
  void twoStreamsThatWouldWriteTheSameFilesAreRefused() throws IOException {
    ModelBlock block = ModelBlock.of(1, "hash");
    try (Node node = Node.open(options(APP_TOML))) {
      assertRefused(
          APP_TOML,
          "service file cannot start: streamers.file.write_dir is \"blocks\": " + alreadyWritten());
      block.commitTo(node);
    }
    assertThat(OutputFiles.in(home.resolve("blocks")))
        .containsExactly(Map.entry("block-1-data", block.dataFile()));
  }

  private String alreadyWritten() {
    return ("service \"file\" of process %d writes files with the prefix \"\" in %s already, give"
            + " one of the two another write_dir or prefix")
        .formatted(ProcessHandle.current().pid(), home.resolve("blocks"));
  }

  private void assertRefused(String config, String message) {
    NodeException refusal = refusalOf(config);
    assertThat(refusal).hasMessage(message);
    assertThat(refusal.status()).isEqualTo("CONFIG");
  }

  private NodeException refusalOf(String config) {
    return catchThrowableOfType(NodeException.class, () -> Node.open(options(config)));
  }

  private NodeOptions options(String config) {
    return NodeOptions.of(home, "staking", "bank").withConfig(config);
  }
}
