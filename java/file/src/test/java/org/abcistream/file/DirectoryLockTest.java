package org.abcistream.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.abcistream.api.OptionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
  @TempDir private Path home;

  @Test
  void aSecondServiceOnTheSameFilesIsRefusedAndToldOfTheFirst() throws IOException {
    SampleContext context = new SampleContext(home).with("prefix", "p");
    try (FileStreamingService first = context.start()) {
      assertThatThrownBy(() -> context.named("audit").with("write_dir", "../" + last(home)).start())
          .isInstanceOf(OptionException.class)
          .hasMessage(
              "streamers.audit.write_dir is \"../%s\": service \"file\" of process %d writes files"
                  + " with the prefix \"p\" in %s already, give one of the two another write_dir or"
                  + " prefix",
              last(home), ProcessHandle.current().pid(), home);
      first.onBlock(new SampleBlock(1));
    }
  }

  @Test
  void anotherWayToTheSameDirectoryDoesNotHideIt() throws IOException {
    Path link = Files.createSymbolicLink(home.resolve("link"), home);
    SampleContext context = new SampleContext(home);
    try (FileStreamingService first = context.start()) {
      assertThatThrownBy(() -> context.named("audit").with("write_dir", "link").start())
          .hasMessageContaining("service \"file\" of process")
          .hasMessageContaining(" in " + link + " already");
      assertThat(first.lastHeight()).isEmpty();
    }
  }

  @Test
  void anotherPrefixOrDirectoryIsAnotherLock() throws IOException {
    SampleContext context = new SampleContext(home);
    try (FileStreamingService first = context.start();
        FileStreamingService second = context.with("prefix", "p").start();
        FileStreamingService third = context.with("write_dir", "out").start()) {
      first.onBlock(new SampleBlock(1));
      second.onBlock(new SampleBlock(1));
      third.onBlock(new SampleBlock(1));
    }
    assertThat(home.resolve("block-1-data")).exists();
    assertThat(home.resolve("p-block-1-data")).exists();
    assertThat(home.resolve("out/block-1-data")).exists();
  }

  @Test
  void theLockIsFreeAfterTheCloseAndAfterAFailedStart() throws IOException {
    SampleContext context = new SampleContext(home);
    context.start().close();
    Path progress = Files.writeString(home.resolve(".block.progress"), "no progress file");
    assertThatThrownBy(context::start).hasMessageStartingWith(progress.toString());
    Files.delete(progress);

    context.start().close();
    assertThat(home.resolve(".block.lock")).isEmptyFile();
  }

  @Test
  void aLockFileThatCannotBeLockedIsNamed() throws IOException {
    Path file = Files.createDirectory(home.resolve(".block.lock"));
    SampleContext context = new SampleContext(home);
    assertThatThrownBy(context::start)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "locking %s: Is a directory: move it away, a file of this service goes there", file);

    Files.delete(file);
    context.start().close();
  }

  @Test
  @Timeout(60)
  void anotherProcessIsRefusedAndToldOfTheFirst() throws IOException {
    SampleContext context = new SampleContext(home).named("audit");
    try (OtherProcess other = new OtherProcess(home)) {
      assertThat(other.nextLine()).isEqualTo("1");
      assertThatThrownBy(context::start)
          .isInstanceOf(OptionException.class)
          .hasMessage(
              "streamers.audit.write_dir is \"\": service \"other\" of process %d writes files with"
                  + " the prefix \"\" in %s already, give one of the two another write_dir or"
                  + " prefix",
              other.pid(), home);
    }
    context.start().close();
  }

  @Test
  @Timeout(60)
  void aRefusalInsideTheProcessDoesNotLetOtherProcessesIn() throws IOException {
    SampleContext context = new SampleContext(home);
    try (FileStreamingService first = context.start()) {
      assertThatThrownBy(() -> context.named("audit").start()).isInstanceOf(OptionException.class);
      try (OtherProcess other = new OtherProcess(home)) {
        assertThat(other.nextLine())
            .contains("service \"file\" of process " + ProcessHandle.current().pid());
      }
      assertThat(first.lastHeight()).isEmpty();
    }
  }

  private static Path last(Path path) {
    return path.getName(path.getNameCount() - 1);
  }
}
