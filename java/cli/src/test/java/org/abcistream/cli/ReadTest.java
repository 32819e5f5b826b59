package org.abcistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ls}, {@code cat} and {@code get}. */
class ReadTest {
  private static final String SUPPLY = "007374616b65";
  private static final String SUPPLY_AT_20 = "34303635353130383638333037";
  private static final String DELETED_AT_20 =
      "0214f1829676db577682e944fc3493d451b67ff3e29f7374616b65";

  @TempDir private Path directory;

  @Test
  void lsGivesTheSizeOfEachFile() {
    Run run = Run.of("ls", "--dir", Chain.SMALL, "--from", 19);
    assertThat(run)
        .isEqualTo(
            Run.good(
                """
                        19         4327         6380
                        20         1671         2458
                """));
  }

  @Test
  void lsGivesJsonLines() {
    Run run = Run.of("ls", "--dir", Chain.SMALL, "--from", 19, "-o", "json");
    assertThat(run.lines())
        .containsExactly(
            "{\"height\":19,\"data_bytes\":4327,\"meta_bytes\":6380}",
            "{\"height\":20,\"data_bytes\":1671,\"meta_bytes\":2458}");
  }

  @Test
  void lsShowsThatAFileIsNotThere() throws IOException {
    Files.copy(Chain.SMALL.resolve("block-3-data"), directory.resolve("x-block-3-data"));
    Run run = Run.of("ls", "--dir", directory, "--prefix", "x");
    assertThat(run.out()).isEqualTo("         3        16330            -\n");
    assertThat(Run.of("ls", "--dir", directory).out()).isEmpty();
  }

  @Test
  void catPrintsPairsAsText() {
    Run run = Run.of("cat", 4, "--dir", Chain.SMALL, "--store", "gov", "--key", "prefix:04");
    assertThat(run)
        .isEqualTo(
            Run.good(
                """
                4 gov delete 04000000000000003a
                4 gov set 04000000000000003b 01
                """));
  }

  @Test
  void catPrintsAllPairsOfARangeAsJsonLines() {
    Run run = Run.of("cat", "--from", 1, "--to", 20, "--dir", Chain.SMALL, "-o", "json");
    assertThat(run.exitCode()).isZero();
    assertThat(run.lines()).hasSize(2553);
    assertThat(run.lines().stream().filter(line -> line.contains("\"delete\":true"))).hasSize(199);
    assertThat(run.lines())
        .startsWith(
            "{\"height\":1,\"store_key\":\"acc\",\"delete\":false,\"key\":\"00\","
                + "\"value\":\"08b0011009180920bb0628f204\"}");
  }

  @Test
  void catGivesKeysAndValuesInBase64() {
    Run run =
        Run.of(
            "cat",
            20,
            "--dir",
            Chain.SMALL,
            "--key",
            SUPPLY,
            "--base64",
            "-o",
            "json",
            "--store",
            "bank");
    assertThat(run.lines())
        .containsExactly(
            "{\"height\":20,\"store_key\":\"bank\",\"delete\":false,\"key\":\"AHN0YWtl\","
                + "\"value\":\"NDA2NTUxMDg2ODMwNw==\"}");
  }

  @Test
  void catSaysWhatWellKnownPairsMean() {
    Run run = Run.of("cat", 20, "--dir", Chain.SMALL, "--key", SUPPLY, "--decode");
    assertThat(run.out()).isEqualTo("20 bank set supply denom=stake: \"4065510868307\"\n");
  }

  @Test
  void rawBytesAreThoseOfTheFileBehindItsLength() throws IOException {
    byte[] file = Files.readAllBytes(Chain.SMALL.resolve("block-18-data"));
    Run run = Run.of("cat", 18, "--dir", Chain.SMALL, "--raw");
    assertThat(run.bytes()).isEqualTo(ByteString.copyFrom(file, 8, file.length - 8));
  }

  @Test
  void catSaysWhichHeightsAreMissingInARange() throws IOException {
    Chain.copyOfSmall(directory);
    for (String kind : List.of("data", "meta")) {
      Files.delete(directory.resolve("block-4-" + kind));
      Files.delete(directory.resolve("block-5-" + kind));
    }
    Run run = Run.of("cat", "--from", 3, "--to", 6, "--dir", directory, "--store", "mint");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.lines()).hasSize(2);
    assertThat(run.err())
        .isEqualTo("abcistream: heights 4 to 5 are missing; `gaps` lists all that are\n");
  }

  @Test
  void aBlockThatIsNotThereIsAnError() {
    Run run = Run.of("cat", 21, "--dir", Chain.SMALL);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("abcistream: " + Chain.SMALL.resolve("block-21-data"));
  }

  @Test
  void getFindsTheLastBlockThatHasChangedTheKey() {
    assertThat(Run.of("get", "bank", SUPPLY, "--dir", Chain.SMALL))
        .isEqualTo(Run.good(SUPPLY_AT_20 + "\n"));
    assertThat(Run.of("get", "bank", SUPPLY, "--at", 7, "--dir", Chain.SMALL, "-o", "json").lines())
        .containsExactly(
            "{\"height\":7,\"store_key\":\"bank\",\"delete\":false,\"key\":\"007374616b65\","
                + "\"value\":\"34313139303934323933313836\"}");
  }

  @Test
  void getGivesTheBytesOfAValue() {
    Run run = Run.of("get", "bank", "0x" + SUPPLY, "--dir", Chain.SMALL, "--raw");
    assertThat(run.out()).isEqualTo("4065510868307");
  }

  @Test
  void getTellsADeletedKeyFromOneThatWasNeverSet() {
    Run deleted = Run.of("get", "bank", DELETED_AT_20, "--dir", Chain.SMALL);
    assertThat(deleted)
        .isEqualTo(
            new Run(1, ByteString.EMPTY, "abcistream: block 20 has deleted this key of bank\n"));
    Run unknown = Run.of("get", "bank", "text:nothing", "--dir", Chain.SMALL);
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err())
        .isEqualTo(
            "abcistream: no block from 1 to 20 changes this key of bank: it was set before them, or"
                + " never\n");
  }

  @Test
  void getSaysThatMissingBlocksMayHaveChangedTheKey() throws IOException {
    Chain.copyOfSmall(directory);
    Files.delete(directory.resolve("block-20-data"));
    Files.delete(directory.resolve("block-20-meta"));
    Run run = Run.of("get", "bank", SUPPLY, "--at", 20, "--dir", directory);
    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .isEqualTo(
            "abcistream: of the blocks from 19 to 20, 1 are missing, and may have changed the"
                + " key\n");
  }
}
