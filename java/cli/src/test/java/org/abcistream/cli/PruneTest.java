package org.abcistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prune}. */
class PruneTest {
  @TempDir private Path home;

  @Test
  void whatIsBelowAHeightIsRemoved() throws IOException {
    Path directory = Chain.copyOfSmall(home.resolve("blocks"));
    Run run = Run.of("prune", "--below", 5, "--dir", directory);
    assertThat(run.out()).isEqualTo("removed 4 blocks up to height 4, 176065 bytes\n");
    assertThat(run.exitCode()).isZero();
    assertThat(heightsIn(directory)).hasSize(32).doesNotContain("1", "2", "3", "4");
  }

  @Test
  void aDryRunRemovesNothing() throws IOException {
    Path directory = Chain.copyOfSmall(home.resolve("blocks"));
    Run run = Run.of("prune", "--below", 2, "--dir", directory, "--dry-run", "-o", "json");
    assertThat(run.lines())
        .containsExactly("{\"dry_run\":true,\"blocks\":1,\"bytes\":60791,\"last_height\":1}");
    assertThat(heightsIn(directory)).hasSize(40);
  }

  @Test
  void ageEndsAtTheFirstBlockThatIsYounger() throws IOException {
    Path directory = Chain.copyOfSmall(home.resolve("blocks"));
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(31)));
    for (long height : new long[] {1, 2, 4}) {
      Files.setLastModifiedTime(directory.resolve("block-" + height + "-data"), old);
    }
    Run run = Run.of("prune", "--older-than", "30d", "--dir", directory);
    assertThat(run.out()).startsWith("removed 2 blocks up to height 2, ");
  }

  @Test
  void noCursorIsPassed() throws IOException {
    Path directory = Chain.copyOfSmall(home.resolve("blocks"));
    Path near = Files.writeString(home.resolve("near"), "height 3\n");
    Path far = Files.writeString(home.resolve("far"), "height 9\n");
    Run run = Run.of("prune", "--below", 15, "--dir", directory, "--cursor", far, "--cursor", near);
    assertThat(run.out()).startsWith("removed 3 blocks up to height 3, ");
    assertThat(run.err())
        .isEqualTo(
            "abcistream: blocks from 4 on are kept: the cursor %s ends at 3\n".formatted(near));
  }

  @Test
  void aCursorThatIsNotThereKeepsEverything() throws IOException {
    Path directory = Chain.copyOfSmall(home.resolve("blocks"));
    Run run = Run.of("prune", "--below", 15, "--dir", directory, "--cursor", home.resolve("no"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("the cursor " + home.resolve("no") + " is not there");
    assertThat(heightsIn(directory)).hasSize(40);
  }

  @Test
  void theServicesProgressIsNotPassed() throws IOException {
    Path directory = Chain.fill("small", home);
    Files.copy(directory.resolve("block-20-data"), directory.resolve("block-21-data"));
    Files.copy(directory.resolve("block-20-meta"), directory.resolve("block-21-meta"));
    Run run = Run.of("prune", "--below", 1000, "--home", home);
    assertThat(run.out()).startsWith("removed 20 blocks up to height 20, ");
    assertThat(run.err())
        .isEqualTo("abcistream: blocks from 21 on are kept: the service's progress ends at 20\n");
    assertThat(heightsIn(directory)).containsExactly("21", "21");
  }

  private static List<String> heightsIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("block-"))
          .map(name -> name.replaceAll("block-(\\d+)-.*", "$1"))
          .toList();
    }
  }
}
