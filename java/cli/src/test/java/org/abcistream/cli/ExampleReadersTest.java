package org.abcistream.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The readers in other languages, against this one. */
class ExampleReadersTest {
  private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();

  @Test
  void theReaderInPythonReadsWhatThisOneDoes() throws Exception {
    assertThat(output("python3", EXAMPLES.resolve("read_block.py").toString()))
        .isEqualTo(expected());
  }

  @Test
  void theReaderInGoReadsWhatThisOneDoes() throws Exception {
    assertThat(output("go", "run", EXAMPLES.resolve("read_block.go").toString()))
        .isEqualTo(expected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"read_block.py", "read_block.go"})
  void theReadmeShowsThem(String name) throws IOException {
    String readme = Files.readString(Path.of("../../README.md"));
    String marker = "<!-- file: java/cli/examples/%s -->\n```".formatted(name);
    int fence = readme.indexOf(marker) + marker.length();
    int begin = readme.indexOf('\n', fence) + 1;
    assertThat(readme).contains(marker);
    assertThat(readme.substring(begin, readme.indexOf("```", begin)))
        .isEqualTo(Files.readString(EXAMPLES.resolve(name)));
  }

  /** The height is in the file's name only, and where a value is empty nothing follows the key. */
  private static String expected() {
    return Run.of("cat", 18, "--dir", Chain.SMALL).lines().stream()
        .map(line -> line.substring(3) + "\n")
        .collect(joining());
  }

  private static String output(String program, String... arguments) throws Exception {
    assumeTrue(isOnPath(program), program + " is not on the PATH, so its reader is not tried");
    ProcessBuilder builder = new ProcessBuilder(program);
    builder.command().addAll(List.of(arguments));
    builder.command().add(Chain.SMALL.resolve("block-18-data").toString());
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.replace(" \n", "\n");
  }

  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
