package org.abcistream.dist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.abcistream.dist.cli.Installation.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a terminal gets to see. {@code script} makes one. The verbs print more than pipes hold, to a
 * reader that takes nothing for longer than a second: so they take as long on any machine.
 */
class TerminalIT {
  private static final String CAT =
      "abcistream cat --from 1 -o json --dir '%s'".formatted(Installation.SMALL);

  /** Takes its input up slowly, and gives it on. */
  private static final String SLOWLY = "{ head -c 1; sleep 1.2; cat; }";

  private static final String ERASE = "\r\033[K";
  private static final String GREEN = "\033[32m";

  private static final Pattern BAR =
      Pattern.compile(
          "\r\033\\[Kreading (\033\\[32m)?[█░]{30}(\033\\[0m)? +\\d+% (\\d+:\\d\\d left)?");

  @TempDir private Path folder;

  @BeforeEach
  void requireATerminal() throws Exception {
    assumeTrue(
        Installation.bash("command -v script").exitCode() == 0,
        "needs script, of Debian's package bsdutils, which makes a terminal");
  }

  @Test
  void aTerminalShowsTheProgressOfOutputThatGoesElsewhere() throws Exception {
    Path out = folder.resolve("out");
    String shown = onTerminal(CAT + " | " + SLOWLY + " > " + out);
    assertThat(shown).containsPattern(BAR).contains(GREEN).endsWith(ERASE);
    assertThat(BAR.matcher(shown).replaceAll("").replace(ERASE, "")).isEmpty();
    assertThat(out).hasContent(Installation.bash(CAT).out());
  }

  @Test
  void noColorIsObeyed() throws Exception {
    String slowCat = CAT + " | " + SLOWLY + " > /dev/null";
    assertThat(onTerminal("NO_COLOR=1 " + slowCat)).containsPattern(BAR).doesNotContain(GREEN);
    assertThat(onTerminal("NO_COLOR= " + slowCat)).containsPattern(BAR).contains(GREEN);
    assertThat(onTerminal("abcistream --help")).contains("\033[1m");
    assertThat(onTerminal("NO_COLOR=1 abcistream --help")).doesNotContain("\033");
  }

  @Test
  void outputAndProgressShareATerminal() throws Exception {
    Result result = Installation.bash(terminal(CAT) + " | " + SLOWLY);
    assertThat(result.out()).containsPattern(BAR);
    assertThat(BAR.matcher(result.out()).replaceAll("").replace(ERASE, "").replace("\r\n", "\n"))
        .isEqualTo(Installation.bash(CAT).out());
  }

  @Test
  void nothingIsShownWhereNoTerminalIs() throws Exception {
    Path err = folder.resolve("err");
    Result result = Installation.bash("%s 2> %s | %s".formatted(CAT, err, SLOWLY));
    assertThat(result.out()).isEqualTo(Installation.bash(CAT).out()).doesNotContain("\033");
    assertThat(Files.readString(err)).isEmpty();
  }

  @Test
  void aTerminalGetsNoRawBytes() throws Exception {
    assertThat(onTerminal("abcistream tail --raw --dir '%s'".formatted(Installation.SMALL)))
        .isEqualTo(
            "abcistream: --raw gives bytes that no terminal shows: write them to a file\r\n");
  }

  /** What a terminal gets of a line of bash. */
  private static String onTerminal(String line) throws Exception {
    return Installation.bash(terminal(line)).out();
  }

  private static String terminal(String line) {
    return "script -qec \"%s\" /dev/null".formatted(line);
  }
}
