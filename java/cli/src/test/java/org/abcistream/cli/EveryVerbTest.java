package org.abcistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every verb that reads, on whole chains that a node has streamed. */
class EveryVerbTest {
  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource({"small, 20, 2553, 199", "v053-small, 24, 1006, 46", "sim, 300, 63716, 4837"})
  void aWholeChainIsReadBack(String chain, int blocks, int pairs, int deletes) throws IOException {
    Path directory = Chain.stream(chain, home);

    List<String> listed = run("ls", "--home", home, "-o", "json").lines();
    assertThat(listed).hasSize(blocks);
    assertThat(listed.get(blocks - 1)).startsWith("{\"height\":%d,".formatted(blocks));

    List<String> printed = run("cat", "--from", 1, "--home", home, "-o", "json").lines();
    assertThat(printed).hasSize(pairs);
    assertThat(printed).filteredOn(line -> line.contains("\"delete\":true,")).hasSize(deletes);
    assertThat(run("tail", "-n", blocks, "--home", home, "-o", "json").lines()).isEqualTo(printed);

    assertThat(run("cat", "--from", 1, "--home", home, "--decode").lines()).hasSize(pairs);
    assertThat(run("verify", "--home", home).lines())
        .first()
        .isEqualTo("%d blocks checked: no faults".formatted(blocks));
    assertThat(run("verify", "--home", home, "--lenient").exitCode()).isZero();
    assertThat(run("gaps", "--home", home).out()).isEmpty();
    assertThat(run("diff", directory, directory).out()).isEmpty();
    assertThat(run("config", "check", "--home", home).lines()).hasSize(1);
    assertThat(run("plugins", "ls", "--home", home).out()).isEmpty();
    assertThat(run("prune", "--below", blocks, "--home", home).out())
        .startsWith("removed %d blocks up to height %d, ".formatted(blocks - 1, blocks - 1));
    assertThat(run("ls", "--home", home).lines()).hasSize(1);
  }

  private static Run run(Object... arguments) {
    Run run = Run.of(arguments);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run;
  }
}
