package org.abcistream.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.abcistream.file.layout.Hole;
import org.abcistream.testkit.TmpfsMount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoleFileTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir private Path home;
  private Path file = Path.of("/");
  private SampleContext context = new SampleContext(file);

  @BeforeEach
  void namesOfTheHome() {
    context = new SampleContext(home);
    file = home.resolve(".block.holes");
  }

  private HoleFile open() throws IOException {
    return HoleFile.open(FileOptions.of(context), InstantSource.fixed(NOON.plusMillis(7)));
  }

  private static String line(long first, long last, String reason) {
    return first + "-" + last + " 2026-11-25T12:00:00Z " + reason + "\n";
  }

  @Test
  void aHoleIsRecordedWhenABlockPassesIt() throws IOException {
    HoleFile holes = open();
    holes.remember(2, 2, "it failed");
    holes.remember(3, 3, "it failed");
    holes.remember(4, 6, "its queue was full");
    assertThat(file).doesNotExist();

    holes.passedBy(7);
    assertThat(file).hasContent(line(2, 3, "it failed") + line(4, 6, "its queue was full"));
  }

  @Test
  void laterHolesAreAppended() throws IOException {
    HoleFile holes = open();
    holes.remember(2, 2, "it failed");
    holes.passedBy(3);
    holes.passedBy(4);
    holes.remember(5, 5, "it failed");
    holes.passedBy(6);
    HoleFile reopened = open();
    reopened.remember(7, 7, "it failed");
    reopened.passedBy(8);

    assertThat(file)
        .hasContent(line(2, 2, "it failed") + line(5, 5, "it failed") + line(7, 7, "it failed"));
  }

  @Test
  void aHoleThatIsReportedAgainIsRecordedOnce() throws IOException {
    HoleFile killedBeforeItsProgress = open();
    killedBeforeItsProgress.remember(2, 3, "it failed");
    killedBeforeItsProgress.passedBy(4);
    HoleFile again = open();
    again.remember(2, 2, "it failed");
    again.remember(3, 3, "it failed");
    again.passedBy(4);

    assertThat(file).hasContent(line(2, 3, "it failed"));
  }

  @Test
  void aBlockThatComesAfterAllTakesTheHolesFromItsHeightOnBack() throws IOException {
    HoleFile holes = open();
    holes.remember(2, 4, "it failed");
    holes.passedBy(5);
    holes.remember(6, 6, "it failed");
    holes.passedBy(7);
    holes.passedBy(3);

    assertThat(file).hasContent(line(2, 2, "it failed"));
  }

  @Test
  void whatNoBlockHasPassedIsNotYetAHole() throws IOException {
    try (FileStreamingService service = context.start()) {
      service.onBlock(new SampleBlock(1));
      service.onHole(2, 2, "it failed");
    }

    assertThat(file).doesNotExist();
    assertThat(open()).isNotNull();
  }

  @Test
  void aLineThatACrashHasTornDoesNotCount() throws IOException {
    Files.writeString(file, line(2, 2, "it failed") + "4-");
    HoleFile holes = open();
    holes.remember(4, 4, "it failed");
    holes.passedBy(5);

    assertThat(file).hasContent(line(2, 2, "it failed") + line(4, 4, "it failed"));
  }

  @Test
  void aFileThatIsSomethingElseIsRefused() throws IOException {
    Files.writeString(file, "notes\n");

    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s cannot be read, since \"notes\" is no line of a file of holes: move it away, and the"
                + " holes so far are forgotten",
            file);
  }

  @Test
  void aLineIsReadAsItWasWritten() {
    Hole hole = new Hole(7, 9, NOON, "its queue\nwas full");

    assertThat(hole.reason()).isEqualTo("its queue was full");
    assertThat(Hole.parse(hole.line().stripTrailing())).isEqualTo(hole);
  }

  @Test
  void aHoleOfAFullDiskIsRecordedWhenThereIsRoom() throws IOException {
    Path out = Files.createDirectory(home.resolve("out"));
    try (TmpfsMount mounted = TmpfsMount.on(out, "size=96k");
        FileStreamingService service = context.with("write_dir", "out").start()) {
      SampleBlock large = new SampleBlock(1).withData(SamplePayload.of(new byte[128 * 1024]));
      assertThatThrownBy(() -> service.onBlock(large)).isInstanceOf(IOException.class);
      service.onHole(1, 1, "it failed");
      service.onBlock(new SampleBlock(2));

      assertThat(out.resolve(".block.holes")).content().matches("1-1 \\S+Z it failed\\n");
      assertThat(mounted).isNotNull();
    }
  }

  @Test
  void aRunOfFailuresIsOneHole() throws IOException {
    Files.createDirectories(home.resolve("block-2-data/in the way"));
    Files.createDirectories(home.resolve("block-3-data/in the way"));
    try (FileStreamingService service = context.start()) {
      service.onBlock(new SampleBlock(1));
      for (long height = 2; height <= 3; height++) {
        SampleBlock block = new SampleBlock(height);
        assertThatThrownBy(() -> service.onBlock(block)).isInstanceOf(IOException.class);
        service.onHole(height, height, "it failed");
      }
      service.onBlock(new SampleBlock(4));
    }

    assertThat(file).content().matches("2-3 \\S+Z it failed\\n");
  }

  @Test
  void aHoleThatCannotBeRecordedFailsTheBlockThatPassesIt() throws IOException {
    try (FileStreamingService service = context.start()) {
      service.onBlock(new SampleBlock(1));
      service.onHole(2, 2, "it failed");
      Files.createDirectories(file.resolve("in the way"));

      assertThatThrownBy(() -> service.onBlock(new SampleBlock(3)))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("writing %s: ", file);
      assertThat(service.lastHeight()).isEqualTo(OptionalLong.of(1));

      Files.delete(file.resolve("in the way"));
      Files.delete(file);
      service.onBlock(new SampleBlock(3));
      assertThat(file).content().matches("2-2 \\S+Z it failed\\n");
    }
  }

  @Test
  void aRealServiceKeepsItsHolesOverARestart() throws IOException {
    try (FileStreamingService service = context.start()) {
      service.onHole(1, 2, "its queue was full");
      service.onBlock(new SampleBlock(3));
    }
    Files.writeString(file, "9-", StandardOpenOption.APPEND);
    try (FileStreamingService service = context.start()) {
      service.onBlock(new SampleBlock(2));
    }

    assertThat(file).content().matches("1-1 \\S+Z its queue was full\\n");
  }
}
