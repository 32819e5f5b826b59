package org.abcistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every verb on every recorded chain, against transcripts that are kept. What a run has really
 * printed lies in {@code target/transcripts}; where it is right and the kept one is not, it takes
 * that one's place.
 */
class EveryVerbTest {
  private static final Path KEPT = Path.of("src/test/resources/org/abcistream/cli/transcripts");
  private static final Path PRINTED = Path.of("target/transcripts");

  /** What is asked of a whole chain; the supply of the staking token is known to all of them. */
  private static final List<String> QUESTIONS =
      List.of(
          "ls --home HOME",
          "ls --home HOME -o json",
          "gaps --home HOME",
          "cat 3 --home HOME --store mint --store slashing",
          "cat --from 1 --home HOME",
          "cat --from 1 --home HOME -o json",
          "cat --from 1 --home HOME --base64",
          "cat --from 1 --home HOME --decode --bech32 cosmos",
          "cat --from 1 --home HOME --raw",
          "tail -n 1 --home HOME",
          "tail -n 2 --home HOME -o json",
          "tail --from 2 --home HOME --raw",
          "get bank 007374616b65 --home HOME",
          "get bank 007374616b65 --home HOME --at 7 --base64",
          "get bank 007374616b65 --home HOME --at 7 --raw",
          "get bank 007374616b65 --home HOME --at 7 --decode -o json",
          "get bank text:nothing --home HOME",
          "stat --home HOME",
          "stat --home HOME -o json",
          "stat --home HOME --html HOME/stat.html",
          "verify --home HOME",
          "verify --home HOME -o json",
          "verify --home HOME --lenient",
          "convert --to jsonl --home HOME",
          "convert --to csv --home HOME --out HOME/pairs.csv",
          "convert --to csv --home HOME --decode --bech32 cosmos",
          "convert --to parquet --home HOME --out HOME/pairs.parquet",
          "diff HOME/blocks HOME/blocks",
          "diff HOME/blocks HOME/other",
          "diff HOME/blocks HOME/other -o json",
          "config check --home HOME",
          "config check --home HOME -o json",
          "plugins ls --home HOME",
          "prune --below 3 --home HOME --dry-run",
          "prune --below 3 --home HOME -o json",
          "ls --home HOME --to 4");

  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(strings = {"small", "v053-small", "sim", "sdk-buggy-meta"})
  void allThatIsPrintedOfAChainIsAsItWas(String chain) throws IOException {
    makeOther(Chain.fill(chain, home), home.resolve("other"));
    Transcript transcript = new Transcript(home);
    for (String question : QUESTIONS) {
      transcript.run(question);
    }
    transcript.show("stat.html");
    transcript.show("pairs.csv");
    assertThatItIsKept(transcript, chain);
  }

  @Test
  void whatIsPrintedWithoutAChainIsAsItWas() throws IOException {
    Transcript transcript = new Transcript(home);
    transcript.run("schema --proto");
    transcript.run("schema --descriptor-set");
    transcript.run("schema --proto --out HOME");
    transcript.show("tendermint/abci/abci.proto");
    transcript.run("doctor");
    assertThatItIsKept(transcript, "no-chain");
  }

  /** The blocks but the first, with the pairs of the third also in the place of the second's. */
  private static void makeOther(Path blocks, Path other) throws IOException {
    Files.createDirectory(other);
    for (int height = 2; height <= 20; height++) {
      for (String kind : List.of("data", "meta")) {
        String name = "block-%d-%s".formatted(height, kind);
        Files.copy(blocks.resolve(name), other.resolve(name));
      }
    }
    Files.copy(
        blocks.resolve("block-3-data"),
        other.resolve("block-2-data"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void assertThatItIsKept(Transcript transcript, String name) throws IOException {
    Path printed = Files.createDirectories(PRINTED).resolve(name + ".txt");
    Files.writeString(printed, transcript.toString());
    assertThat(transcript.toString())
        .as("%s, against the kept one in %s", printed, KEPT)
        .isEqualTo(Files.readString(KEPT.resolve(name + ".txt")));
  }
}
