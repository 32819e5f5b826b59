package org.abcistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.output.Output;
import org.abcistream.cli.output.OutputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tail} without {@code -f}: what the cursor does is the same with it. */
class TailTest {
  @TempDir private Path directory;

  @Test
  void theLastBlocksArePrinted() {
    Run run = Run.of("tail", "-n", 2, "--dir", Chain.SMALL, "--store", "mint");
    assertThat(run.lines()).hasSize(2);
    assertThat(run.lines().get(0)).startsWith("19 mint set 00 ");
    assertThat(run.lines().get(1)).startsWith("20 mint set 00 ");
  }

  @Test
  void itBeginsWhereItIsTold() {
    Run run = Run.of("tail", "--from", 12, "--dir", Chain.SMALL, "--store", "mint");
    assertThat(heights(run.lines())).containsExactly(12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L);
  }

  @Test
  void itGoesOnBehindItsCursor() throws IOException {
    Chain.copyOfSmall(directory);
    Path cursor = directory.resolve("cursor");
    for (long height = 1; height <= 20; height++) {
      hide(height);
    }
    show(1);
    show(2);
    assertThat(heights(tail(cursor))).containsExactly(1L, 2L);
    assertThat(Files.readString(cursor)).isEqualTo("height 2\n");
    assertThat(tail(cursor)).isEmpty();
    show(3);
    assertThat(heights(tail(cursor))).containsExactly(3L);
  }

  @Test
  void whatAKilledTailHasPrintedTooMuchIsCutOff() throws IOException {
    Path cursor = directory.resolve("cursor");
    Path output = directory.resolve("output");
    Files.createFile(output);
    tailTo(output, cursor, "--from", "19");
    String complete = Files.readString(output);
    String old = Files.readString(cursor);

    // As if it had been killed halfway through block 20.
    int endOf19 = complete.indexOf("\n20 ") + 1;
    Files.writeString(
        cursor, old.replace("height 20", "height 19").replaceAll("\\d+\n$", endOf19 + "\n"));
    Files.writeString(output, complete.substring(0, endOf19 + 7));
    tailTo(output, cursor);

    assertThat(Files.readString(output)).isEqualTo(complete);
    assertThat(Files.readString(cursor)).isEqualTo(old);
  }

  @Test
  void outputThatIsAnotherFileIsLeftAlone() throws IOException {
    Path cursor = directory.resolve("cursor");
    Path output = Files.createFile(directory.resolve("output"));
    tailTo(output, cursor, "--from", "20");
    Path other = Files.writeString(directory.resolve("other"), "x".repeat(100_000));
    tailTo(other, cursor);
    assertThat(other).hasSize(100_000);
  }

  @Test
  void aCursorThatIsNoneIsRefused() throws IOException {
    Path cursor = Files.writeString(directory.resolve("cursor"), "20");
    Run run = Run.of("tail", "--dir", Chain.SMALL, "--cursor", cursor);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "abcistream: %s is no cursor: name another file, or delete this one to begin anew\n"
                .formatted(cursor));
    assertThat(cursor).hasContent("20");
  }

  private List<String> tail(Path cursor) {
    Run run = Run.of("tail", "--dir", directory, "--store", "mint", "--cursor", cursor);
    assertThat(run.err()).isEmpty();
    return run.lines();
  }

  /** As a shell does it with {@code >>}. */
  private static void tailTo(Path output, Path cursor, String... more) throws IOException {
    try (FileOutputStream stream = new FileOutputStream(output.toFile(), true)) {
      Console console =
          new Console(
              new Output(stream),
              OutputFile.of(stream.getChannel(), output),
              new PrintWriter(new StringWriter()),
              false,
              false,
              false,
              System::nanoTime);
      List<String> arguments =
          new ArrayList<>(
              List.of("tail", "--dir", Chain.SMALL.toString(), "--cursor", cursor.toString()));
      arguments.addAll(List.of(more));
      assertThat(CommandLines.create(console).execute(arguments.toArray(String[]::new))).isZero();
    }
  }

  private void hide(long height) throws IOException {
    Files.move(directory.resolve("block-" + height + "-data"), directory.resolve("d" + height));
    Files.move(directory.resolve("block-" + height + "-meta"), directory.resolve("m" + height));
  }

  private void show(long height) throws IOException {
    Files.move(directory.resolve("d" + height), directory.resolve("block-" + height + "-data"));
    Files.move(directory.resolve("m" + height), directory.resolve("block-" + height + "-meta"));
  }

  private static List<Long> heights(List<String> lines) {
    return lines.stream()
        .map(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
        .distinct()
        .toList();
  }
}
