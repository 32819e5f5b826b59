package org.abcistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a terminal shows of a verb that takes long. */
class ProgressTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "listing,    ls --dir DIR",
    "reading,    cat --from 1 --dir DIR",
    "reading,    tail -n 5 --dir DIR",
    "searching,  get bank text:nothing --dir DIR",
    "checking,   verify --dir DIR",
    "counting,   stat --dir DIR",
    "converting, convert --to csv --dir DIR",
    "comparing,  diff DIR DIR",
    "removing,   prune --below 9 --dry-run --dir DIR",
  })
  void eachVerbThatTakesLongShowsHowFarItIs(String label, String line) throws IOException {
    Chain.copyOfSmall(directory);
    Object[] words = line.replace("DIR", directory.toString()).split(" ");

    Run quiet = Run.of(words);
    Run watched = Run.watched(words);

    assertThat(watched.bytes()).isEqualTo(quiet.bytes());
    assertThat(watched.err())
        .startsWith("\r\033[K" + label + " █")
        .endsWith(" left\r\033[K" + quiet.err());
  }
}
