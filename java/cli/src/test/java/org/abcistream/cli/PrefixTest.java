package org.abcistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with a prefix, beside others that every verb passes over. */
class PrefixTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls --dir DIR",
        "gaps --dir DIR",
        "cat 7 --dir DIR",
        "cat --from 9 --dir DIR",
        "tail -n 2 --dir DIR",
        "get bank 007374616b65 --at 7 --dir DIR",
        "verify --dir DIR",
        "stat --dir DIR",
        "diff DIR DIR",
        "convert --to csv --dir DIR",
        "prune --below 3 --dry-run --dir DIR",
      })
  void eachVerbSeesTheFilesOfOnePrefix(String line) throws IOException {
    Files.createFile(directory.resolve("block-3-data"));
    Files.createFile(directory.resolve("other-block-30-data"));
    try (Stream<Path> files = Files.list(Chain.SMALL)) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve("mine-" + file.getFileName()));
      }
    }
    Run expected = run(line, Chain.SMALL);
    assertThat(expected.exitCode()).isZero();
    assertThat(run(line + " --prefix mine", directory)).isEqualTo(expected);
  }

  private static Run run(String line, Path blocks) {
    return Run.of((Object[]) line.replace("DIR", blocks.toString()).split(" "));
  }
}
