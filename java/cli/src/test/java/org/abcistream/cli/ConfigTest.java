package org.abcistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node's app.toml says: {@code config check}, {@code plugins ls}, {@code --home}. */
class ConfigTest {
  @TempDir private Path home;

  @BeforeEach
  void makeHome() throws IOException {
    Files.createDirectories(home.resolve("config"));
  }

  @Test
  void aGoodConfigIsShownAndHasNoFinding() throws IOException {
    appToml(
        """
        store.streamers = ["file"]
        [streamers.file]
        keys = ["bank", "acc"]
        write_dir = "out"
        prefix = "x"
        """);
    assertThat(Run.of("config", "check", "--home", home))
        .isEqualTo(
            Run.good(
                "service file (type file): stores bank, acc; writes %s/out/x-block-HEIGHT-data\n"
                    .formatted(home)));
    assertThat(Run.of("config", "check", "--home", home, "-o", "json").lines())
        .containsExactly(
            ("{\"service\":\"file\",\"type\":\"file\",\"keys\":[\"bank\",\"acc\"],"
                    + "\"directory\":\"%s/out\",\"prefix\":\"x\"}")
                .formatted(home));
  }

  @Test
  void everythingThatIsWrongIsFound() throws IOException {
    Files.createFile(home.resolve("taken"));
    appToml(
        """
        store.streamers = ["file", "second", "third", "other"]
        [streamers.file]
        keys = ["*"]
        write-dir = "out"
        [streamers.second]
        type = "file"
        keys = ["*"]
        [streamers.third]
        type = "file"
        write_dir = "taken"
        file-mode = "0999"
        [streamers.other]
        keys = ["*"]
        [abcistream]
        on-gab = "stop"
        """);
    Run run = Run.of("config", "check", "--home", home);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.lines().stream().filter(line -> line.startsWith("finding: ")))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "finding: streamers.file.write-dir is set, but service file has no such"
                            + " option: did you mean streamers.file.write_dir?"),
            line ->
                assertThat(line)
                    .startsWith("finding: the services file and second write the same files in "),
            line -> assertThat(line).startsWith("finding: streamers.third.file-mode is \"0999\""),
            line ->
                assertThat(line).startsWith("finding: unrecognized streaming service name other"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "finding: abcistream.on-gab is set, but abcistream has no such option: did"
                            + " you mean abcistream.on-gap?"));
  }

  @Test
  void whatIsNoTomlIsAFinding() throws IOException {
    appToml("store = [");
    Run run = Run.of("config", "check", "--home", home);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).startsWith("finding: %s/config/app.toml:1:".formatted(home));
  }

  @Test
  void aHomeWithoutAConfigIsAnError() {
    Run run = Run.of("config", "check", "--home", home);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            ("abcistream: %s has neither config/app.toml nor app.toml: give the node's app.toml by"
                    + " --config FILE\n")
                .formatted(home));
  }

  @Test
  void theServiceIsChosenByNameWhenThereAreSeveral() throws IOException {
    appToml(
        """
        store.streamers = ["file", "archive"]
        [streamers.file]
        keys = ["*"]
        write_dir = "out"
        [streamers.archive]
        type = "file"
        keys = ["*"]
        write_dir = "old"
        """);
    Chain.copyOfSmall(home.resolve("old"));
    assertThat(Run.of("ls", "--home", home).err())
        .isEqualTo(
            "abcistream: %s/config/app.toml has the file services file, archive: choose one by"
                    .formatted(home)
                + " --service NAME\n");
    assertThat(Run.of("ls", "--home", home, "--service", "Archive").lines()).hasSize(20);
    assertThat(Run.of("ls", "--home", home, "--service", "x").err())
        .endsWith("no file service \"x\": choose one of file, archive by --service NAME\n");
    assertThat(Run.of("ls", "--home", home, "--dir", home).exitCode()).isEqualTo(2);
  }

  @Test
  void theConfigMayLieElsewhereAndItsPathsStartAtTheHome() throws IOException {
    Path config = Files.createDirectory(home.resolve("other")).resolve("node.toml");
    Files.writeString(
        config,
        """
        store.streamers = ["file"]
        [streamers.file]
        keys = ["*"]
        write_dir = "out"
        """);
    Chain.copyOfSmall(home.resolve("out"));
    assertThat(Run.of("ls", "--home", home, "--config", config))
        .isEqualTo(Run.of("ls", "--dir", Chain.SMALL));
    assertThat(Run.of("ls", "--config", config).err())
        .isEqualTo("abcistream: nothing says which node is meant: give its home by --home DIR\n");
    assertThat(Run.of("ls", "--home", home, "--config", home.resolve("none")).err())
        .startsWith("abcistream: %s/none cannot be read as text (".formatted(home));
  }

  @Test
  void aPluginThatCannotBeLoadedIsNamed() throws IOException {
    Path plugins = Files.createDirectories(home.resolve("plugins/mine"));
    Files.writeString(plugins.resolve("mine.jar"), "no jar");
    appToml(
        """
        [abcistream.jvm]
        plugin-path = "plugins"
        """);
    Run run = Run.of("plugins", "ls", "--home", home);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("abcistream: plug-in %s cannot be read: mine.jar is no jar".formatted(plugins));
  }

  @Test
  void pluginsAreListedByType() throws IOException {
    Path services = Files.createDirectories(home.resolve("plugins/mine/classes/META-INF/services"));
    Files.writeString(
        services.resolve("org.abcistream.api.ServiceConstructor"), "mine.MineConstructor\n");
    compile(
        home.resolve("plugins/mine/classes"),
        """
        package mine;
        import org.abcistream.api.*;
        public class MineConstructor implements ServiceConstructor {
          public ServiceType type() { return ServiceType.of("mine"); }
          public StreamingService construct(ServiceContext context) { return null; }
        }
        """);
    appToml("abcistream.jvm.plugin-path = \"plugins\"\n");
    assertThat(Run.of("plugins", "ls", "--home", home).out())
        .isEqualTo("mine: mine.MineConstructor in plug-in %s/plugins/mine\n".formatted(home));
    assertThat(Run.of("plugins", "ls", "--home", home, "-o", "json").out())
        .isEqualTo(
            ("{\"type\":\"mine\",\"class\":\"mine.MineConstructor\","
                    + "\"place\":\"plug-in %s/plugins/mine\"}\n")
                .formatted(home));
  }

  private void appToml(String text) throws IOException {
    Files.writeString(home.resolve("config/app.toml"), text);
  }

  private static void compile(Path target, String source) throws IOException {
    Path file = Files.createDirectories(target.resolve("mine")).resolve("MineConstructor.java");
    Files.writeString(file, source);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", target.toString(), file.toString());
    assertThat(result).isZero();
  }
}
