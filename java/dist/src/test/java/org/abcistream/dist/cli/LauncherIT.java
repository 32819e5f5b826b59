package org.abcistream.dist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.abcistream.dist.cli.Installation.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bin/abcistream} and the jar that it runs. */
class LauncherIT {
  private static final Path JAR =
      Installation.HOME.resolve("share/abcistream-cli/abcistream-cli.jar");
  private static final Pattern ARTIFACT =
      Pattern.compile("META-INF/maven/([^/]+)/([^/]+)/pom.properties");

  @TempDir private Path folder;

  @Test
  void itRunsThroughSymbolicLinks() throws Exception {
    Path first = Files.createSymbolicLink(folder.resolve("first"), Installation.LAUNCHER);
    Path second = Files.createSymbolicLink(folder.resolve("second"), first.getFileName());
    Result result = Installation.run(second, "--version");
    assertThat(result.out())
        .startsWith("abcistream " + System.getProperty("abcistream.version") + "\n");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void theInstallationMayLieAnywhere() throws Exception {
    Path moved = folder.resolve("a new place");
    Files.createDirectories(moved.resolve("bin"));
    Files.createDirectories(moved.resolve("share/abcistream-cli"));
    Path launcher = Files.copy(Installation.LAUNCHER, moved.resolve("bin/abcistream"));
    Files.copy(JAR, moved.resolve("share/abcistream-cli/abcistream-cli.jar"));
    Result result = Installation.run(launcher, "verify", "--dir", Installation.SMALL);
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).startsWith("20 blocks checked: no faults\n");
  }

  @Test
  void aJavaHomeThatIsNoneIsNamed() throws Exception {
    Result result =
        Installation.run(Map.of("JAVA_HOME", folder.toString()), Installation.LAUNCHER, "ls");
    assertThat(result)
        .isEqualTo(
            new Result(
                2,
                "",
                "abcistream: JAVA_HOME is \"%s\", which has no bin/java: set it to the folder of"
                        .formatted(folder)
                    + " Java 17 or later, or unset it\n"));
  }

  @Test
  void aJavaThatIsTooOldIsNamed() throws Exception {
    fakeJava(folder, "11.0.2");
    Result result =
        Installation.run(Map.of("JAVA_HOME", folder.toString()), Installation.LAUNCHER, "ls");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("\"%s\", which is Java 11: ".formatted(folder));
  }

  @Test
  void aReaderThatGoesEndsItQuietly() throws Exception {
    Result result =
        Installation.bash(
            "abcistream cat --from 1 --dir '%s' -o json | head -n 1; echo ${PIPESTATUS[0]}"
                .formatted(Installation.SMALL));
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).startsWith("{\"height\":1,").endsWith("}\n141\n");
  }

  @Test
  void exitCodesComeThrough() throws Exception {
    assertThat(Installation.run(Installation.LAUNCHER, "gaps", "--dir", folder).exitCode())
        .isZero();
    Files.createFile(folder.resolve("block-1-data"));
    Files.createFile(folder.resolve("block-3-data"));
    assertThat(Installation.run(Installation.LAUNCHER, "gaps", "--dir", folder).exitCode())
        .isEqualTo(1);
    assertThat(Installation.run(Installation.LAUNCHER, "gaps").exitCode()).isEqualTo(2);
  }

  @Test
  void doctorIsTheNativeProgramAndNeedsNoJava() throws Exception {
    Map<String, String> noJava = Map.of("JAVA_HOME", folder.toString());
    Path doctor = Installation.HOME.resolve("bin/abcistream-doctor");
    for (String argument : List.of("--help", "--no-such-option")) {
      Result launched = Installation.run(noJava, Installation.LAUNCHER, "doctor", argument);
      assertThat(launched).isEqualTo(Installation.run(noJava, doctor, argument));
    }
    assertThat(Installation.run(Installation.LAUNCHER, "doctor", "--help").out())
        .startsWith("usage: abcistream-doctor ");
  }

  @Test
  void theEnvironmentOverridesTheConfigWhereItsPrefixIsGiven() throws Exception {
    Files.writeString(
        folder.resolve("app.toml"),
        """
        store.streamers = ["file"]
        [streamers.file]
        keys = ["*"]
        write_dir = "elsewhere"
        """);
    Map<String, String> environment =
        Map.of("SIMD_STREAMERS_FILE_WRITE_DIR", Installation.SMALL.toString());
    Result overridden =
        Installation.run(
            environment, Installation.LAUNCHER, "ls", "--home", folder, "--env-prefix", "SIMD");
    assertThat(overridden)
        .isEqualTo(Installation.run(Installation.LAUNCHER, "ls", "--dir", Installation.SMALL));
    assertThat(Installation.run(environment, Installation.LAUNCHER, "ls", "--home", folder).err())
        .startsWith("abcistream: %s/elsewhere ".formatted(folder));
  }

  @ParameterizedTest
  @CsvSource({
    "abcistream ver,            verify",
    "abcistream config '',      check",
    "abcistream verify --len,   --lenient",
    "abcistream cat --output '',text json",
    "abcistream completion '',  bash zsh",
    "abcistream gaps --c,       --config",
  })
  void bashCompletesVerbsOptionsAndTheirValues(String typed, String candidates) throws Exception {
    Result result =
        Installation.bash(
            """
            source <(abcistream completion bash)
            complete -p abcistream
            COMP_WORDS=(%s)
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _complete_abcistream
            echo "${COMPREPLY[@]}"
            """
                .formatted(typed));
    assertThat(result.out())
        .isEqualTo(
            "complete -o default -F _complete_abcistream abcistream\n%s\n".formatted(candidates));
  }

  @Test
  @Timeout(120)
  void zshCompletesVerbsAndOptions() throws Exception {
    assumeTrue(
        Installation.bash("command -v zsh").exitCode() == 0,
        "needs zsh, of the package of that name, to try its completion");
    Path script =
        Files.writeString(
            folder.resolve("typing.zsh"),
            """
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell 'PS1= && source <(abcistream completion zsh) && print re""ady'
            zpty -r shell seen '*ready*'
            zpty -w -n shell $'abcistream ver\\t'
            zpty -r shell seen '*verify*'
            zpty -w -n shell $'--len\\t'
            zpty -r shell seen '*--lenient*'
            zpty -d shell
            print complete
            """);
    assertThat(Installation.bash("zsh -f " + script).out()).isEqualTo("complete\n");
  }

  @Test
  void noNodeHasItOnItsClassPath() throws IOException {
    try (Stream<Path> jars = Files.list(Installation.HOME.resolve("share/abcistream"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .isNotEmpty()
          .noneMatch(name -> name.matches("(abcistream-cli|picocli|protobuf|parquet|zstd).*"));
    }
  }

  @Test
  void theArchiveHasIt() throws Exception {
    Path archive =
        Installation.HOME.resolveSibling(
            "abcistream-%s-linux-%s.tar.gz"
                .formatted(
                    System.getProperty("abcistream.version"), System.getProperty("os.arch")));
    Result result = Installation.run("tar", "--list", "--verbose", "--file", archive);
    assertThat(result.out().lines())
        .anyMatch(line -> line.startsWith("-rwxr-xr-x") && line.endsWith("/bin/abcistream"))
        .anyMatch(line -> line.endsWith("/share/abcistream-cli/abcistream-cli.jar"));
  }

  @Test
  void everyLibraryInTheJarIsInItsNotices() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      String notices =
          new String(
              jar.getInputStream(jar.getEntry("META-INF/THIRD-PARTY.txt")).readAllBytes(),
              StandardCharsets.UTF_8);
      assertThat(
              jar.stream()
                  .map(entry -> ARTIFACT.matcher(entry.getName()))
                  .filter(Matcher::matches)
                  .map(artifact -> artifact.group(1) + ":" + artifact.group(2))
                  .filter(name -> !name.startsWith("org.abcistream:")))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(notices).contains(name));
    }
  }

  private static void fakeJava(Path home, String version) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("bin/java"), "#!/bin/sh\nexit 9\n");
    Files.setPosixFilePermissions(
        home.resolve("bin/java"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
  }
}
