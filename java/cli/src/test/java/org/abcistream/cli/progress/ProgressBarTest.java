package org.abcistream.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.output.Output;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private static final String ERASE = "\r\033[K";

  private final StringWriter err = new StringWriter();
  private final Output out = new Output(terminalOf(err));
  private long millis;

  @Test
  void whatIsOverWithinASecondShowsNothing() throws IOException {
    try (ProgressBar progress = open(true, false, 1000)) {
      for (int i = 0; i < 999; i++) {
        millis++;
        progress.advance(1);
      }
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void afterASecondTheShareAndTheTimeLeftAreShown() throws IOException {
    try (ProgressBar progress = open(true, false, 4)) {
      millis = 1000;
      progress.advance(1);
      assertThat(err.toString())
          .isEqualTo(ERASE + "checking " + "█".repeat(7) + "░".repeat(23) + "  25% 0:03 left");
    }
  }

  @Test
  void atTheEndTheLineIsErased() throws IOException {
    try (ProgressBar progress = open(true, false, 4)) {
      millis = 1000;
      progress.advance(1);
    }
    assertThat(err.toString()).endsWith("left" + ERASE);
  }

  @Test
  void aStreamThatIsNoTerminalGetsNothing() throws IOException {
    try (ProgressBar progress = open(false, false, 4)) {
      millis = 5000;
      progress.advance(1);
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void colorsAreThereOnlyWhereTheConsoleHasThem() throws IOException {
    try (ProgressBar progress = open(true, true, 4)) {
      millis = 1000;
      progress.advance(4);
    }
    assertThat(err.toString()).contains("\033[32m" + "█".repeat(30) + "\033[0m 100% 0:00 left");
  }

  @Test
  void anUnknownTotalShowsHowMuchIsDone() throws IOException {
    try (ProgressBar progress = open(true, false, 0)) {
      millis = 1000;
      progress.advance(12_345);
    }
    assertThat(err.toString()).isEqualTo(ERASE + "checking 12,345" + ERASE);
  }

  @Test
  void itIsDrawnTenTimesASecondHoweverOftenItAdvances() throws IOException {
    try (ProgressBar progress = open(true, false, 4000)) {
      for (int i = 0; i < 4000; i++) {
        millis++;
        progress.advance(1);
      }
    }
    assertThat(err.toString().split("left", -1)).hasSizeBetween(20, 32);
  }

  @Test
  void aLineThatIsPrintedNeverStandsInTheBar() throws IOException {
    try (ProgressBar progress = open(true, false, 0)) {
      millis = 1000;
      progress.advance(1);
      out.line("found");
      millis = 1100;
      progress.advance(1);
    }
    assertThat(err.toString())
        .isEqualTo(ERASE + "checking 1" + ERASE + "found\n" + ERASE + "checking 2" + ERASE);
  }

  @Test
  void outputThatGoesElsewhereLeavesTheBarAsItIs() throws IOException {
    try (ProgressBar progress = ProgressBar.open(console(false, true, true), "checking", 4)) {
      millis = 1000;
      progress.advance(1);
      out.line("found");
      out.flush();
    }
    assertThat(err.toString())
        .isEqualTo(
            ERASE
                + "checking \033[32m"
                + "█".repeat(7)
                + "░".repeat(23)
                + "\033[0m  25% 0:03 leftfound\n"
                + ERASE);
  }

  @Test
  void aWarningNeverStandsInTheBar() throws IOException {
    try (ProgressBar progress = open(true, false, 0)) {
      millis = 1000;
      progress.advance(1);
      progress.warn("heights are missing");
    }
    assertThat(err.toString())
        .isEqualTo(ERASE + "checking 1" + ERASE + "abcistream: heights are missing\n");
  }

  private ProgressBar open(boolean terminal, boolean colors, long total) {
    return ProgressBar.open(console(terminal, terminal, colors), "checking", total);
  }

  private Console console(boolean outIsTerminal, boolean errIsTerminal, boolean colors) {
    return new Console(
        out,
        Optional.empty(),
        new PrintWriter(err),
        outIsTerminal,
        errIsTerminal,
        colors,
        () -> TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** Standard output, where it is the same terminal. */
  private static OutputStream terminalOf(StringWriter err) {
    return new OutputStream() {
      @Override
      public void write(int character) {
        err.write(character);
      }
    };
  }
}
