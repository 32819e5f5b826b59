package org.abcistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify}, {@code gaps} and {@code diff}. */
class CheckTest {
  private static final String LIMIT =
      "The files carry no checksums: bytes that have changed inside of keys, of values and of"
          + " metadata cannot be seen where they leave another valid block.\n";

  @TempDir private Path directory;

  @Test
  void nothingIsWrongWithTheFilesOfTheReference() {
    Run run = Run.of("verify", "--dir", Chain.SMALL);
    assertThat(run.out()).isEqualTo("20 blocks checked: no faults\n" + LIMIT);
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void verifySaysFileOffsetAndKind() throws IOException {
    Chain.copyOfSmall(directory);
    Path cut = directory.resolve("block-7-data");
    Files.write(
        cut, Files.readAllBytes(Chain.SMALL.resolve("block-7-data")), StandardOpenOption.APPEND);
    Run run = Run.of("verify", "--dir", directory);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.lines().get(0)).startsWith(cut + ", byte 15738: TRAILING_BYTES: ");
    assertThat(run.lines().get(1)).isEqualTo("20 blocks checked: 1 fault");
  }

  @Test
  void verifyGivesJsonLinesAndASummary() throws IOException {
    Chain.copyOfSmall(directory);
    Files.delete(directory.resolve("block-9-data"));
    Files.delete(directory.resolve("block-9-meta"));
    Run run = Run.of("verify", "--dir", directory, "-o", "json");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.lines()).hasSize(2);
    assertThat(run.lines().get(0))
        .startsWith("{\"path\":\"%s\",".formatted(directory.resolve("block-9-data")))
        .contains("\"kind\":\"MISSING_HEIGHT\",\"fault\":true,");
    assertThat(run.lines().get(1))
        .startsWith("{\"blocks\":19,\"findings\":1,\"faults\":1,\"limit\":\"The files carry no");
  }

  @Test
  void transactionsThatTheReferenceRepeatsAreSaidAndAreNoFault() throws IOException {
    Run run = Run.of("verify", "--dir", Chain.fill("sdk-buggy-meta", directory));
    assertThat(run.out()).contains("REPEATED_TRANSACTIONS");
    assertThat(run.lines()).last().isEqualTo(LIMIT.strip());
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void gapsListsWhatIsMissing() throws IOException {
    assertThat(Run.of("gaps", "--dir", Chain.SMALL).exitCode()).isZero();
    for (long height : new long[] {3, 5, 9}) {
      Files.copy(
          Chain.SMALL.resolve("block-1-data"), directory.resolve("block-" + height + "-data"));
    }
    Run run = Run.of("gaps", "--dir", directory);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.lines()).containsExactly("4", "6 to 8");
    assertThat(Run.of("gaps", "--dir", directory, "-o", "json").lines())
        .containsExactly("{\"from\":4,\"to\":4}", "{\"from\":6,\"to\":8}");
  }

  @Test
  void equalFoldersHaveNoDifference() throws IOException {
    Chain.copyOfSmall(directory);
    Run run = Run.of("diff", Chain.SMALL, directory);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
  }

  @Test
  void diffTellsPairsMetadataAndBlocksApart() throws IOException {
    Chain.copyOfSmall(directory);
    Path data = directory.resolve("block-20-data");
    byte[] bytes = Files.readAllBytes(data);
    int lastDigitOfSupply = 8 + 30 - 1;
    bytes[lastDigitOfSupply]++;
    Files.write(data, bytes);
    Files.copy(
        Chain.SMALL.resolve("block-2-meta"),
        directory.resolve("block-3-meta"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.delete(directory.resolve("block-1-data"));
    Files.delete(directory.resolve("block-1-meta"));

    Run run = Run.of("diff", Chain.SMALL, directory);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.lines())
        .containsExactly(
            "- 1",
            "- 3 metadata of 14287 bytes, of which 1 are the same",
            "+ 3 metadata of 24629 bytes, of which 1 are the same",
            "- 20 bank set 007374616b65 34303635353130383638333037",
            "+ 20 bank set 007374616b65 34303635353130383638333038");
    assertThat(Run.of("diff", Chain.SMALL, directory, "--from", 20, "-o", "json").lines())
        .first()
        .isEqualTo(
            "{\"height\":20,\"only_in\":1,\"what\":\"pair\",\"store_key\":\"bank\",\"delete\":false,"
                + "\"key\":\"007374616b65\",\"value\":\"34303635353130383638333037\"}");
  }
}
