package org.abcistream.cli.progress;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.abcistream.cli.output.Console;

/**
 * How far one piece of work has come. For one thread. Closing removes the line, whether the work
 * was done or has failed. What is printed to standard output stands above the bar, where both are
 * on one terminal.
 */
public final class ProgressBar implements AutoCloseable {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);
  private static final long REDRAW = TimeUnit.MILLISECONDS.toNanos(100);

  /** The clock is looked at after so many calls at most: where a call is quick, seldom. */
  private static final int MOST_CALLS_BETWEEN_LOOKS = 1 << 16;

  private static final int WIDTH = 30;
  private static final String ERASE_LINE = "\r\033[K";
  private static final String GREEN = "\033[32m";
  private static final String RESET = "\033[0m";

  private final Console console;
  private final String label;
  private final long total;
  private final long start;
  private long nextDrawing;
  private long done;
  private int callsBetweenLooks = 1;
  private int callsUntilLook = 1;
  private boolean drawn;

  private ProgressBar(Console console, String label, long total) {
    this.console = console;
    this.label = label;
    this.total = total;
    start = console.nanoClock().getAsLong();
    nextDrawing = start + PATIENCE;
    if (console.outIsTerminal()) {
      console.out().beforeWriting(this::erase);
    }
  }

  /**
   * Begins; nothing is drawn yet.
   *
   * @param console its standard error gets the bar, when it is a terminal
   * @param label what is being done, as one word or two: {@code checking}
   * @param total how much there is to do, in any unit; 0 when nobody knows
   */
  public static ProgressBar open(Console console, String label, long total) {
    return new ProgressBar(console, label, total);
  }

  /**
   * More is done.
   *
   * @param amount in the unit of the total
   * @throws IOException if what was printed cannot be written
   */
  public void advance(long amount) throws IOException {
    done += amount;
    if (console.errIsTerminal() && --callsUntilLook == 0) {
      look();
    }
  }

  /** Draws when it is time, and doubles or halves how many calls may pass until the next look. */
  private void look() throws IOException {
    long now = console.nanoClock().getAsLong();
    long early = nextDrawing - now;
    if (early > REDRAW / 2) {
      callsBetweenLooks = Math.min(callsBetweenLooks * 2, MOST_CALLS_BETWEEN_LOOKS);
    } else if (early < -REDRAW) {
      callsBetweenLooks = Math.max(callsBetweenLooks / 2, 1);
    }
    callsUntilLook = callsBetweenLooks;
    if (early <= 0) {
      draw(now - start);
      nextDrawing = now + REDRAW;
    }
  }

  private void draw(long elapsedNanos) throws IOException {
    console.out().flush();
    console.err().print(ERASE_LINE + line(elapsedNanos));
    console.err().flush();
    drawn = true;
  }

  private String line(long elapsedNanos) {
    if (total <= 0) {
      return String.format(Locale.ROOT, "%s %,d", label, done);
    }
    double share = Math.min((double) done / total, 1);
    int full = (int) (share * WIDTH);
    String bar = "█".repeat(full) + "░".repeat(WIDTH - full);
    String coloured = console.errHasColors() ? GREEN + bar + RESET : bar;
    return "%s %s %3d%% %s"
        .formatted(label, coloured, (int) (share * 100), left(share, elapsedNanos));
  }

  /** How long it will take at the pace so far. */
  private static String left(double share, long elapsedNanos) {
    if (share == 0) {
      return "";
    }
    long seconds = Math.round(elapsedNanos / share * (1 - share) / TimeUnit.SECONDS.toNanos(1));
    return String.format(Locale.ROOT, "%d:%02d left", seconds / 60, seconds % 60);
  }

  @Override
  public void close() {
    erase();
    console.out().beforeWriting(() -> {});
  }

  /**
   * Says something beside the output, past the bar.
   *
   * @param sentence without the program's name before it
   */
  public void warn(String sentence) {
    erase();
    console.warn(sentence);
  }

  /** Removes the bar; more work draws it again. */
  private void erase() {
    if (drawn) {
      console.err().print(ERASE_LINE);
      console.err().flush();
      drawn = false;
    }
  }
}
