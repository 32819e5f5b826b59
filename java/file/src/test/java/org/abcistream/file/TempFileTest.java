package org.abcistream.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TempFileTest {
  @TempDir private Path directory;

  private Path path = Path.of("/");
  private TempFile file = new TempFile(path, TempFile.OWNER_ONLY);

  @BeforeEach
  void moveAFirstFile() throws IOException {
    path = directory.resolve(".temp");
    file = new TempFile(path, TempFile.OWNER_ONLY);
    file.take().close();
    file.moveTo(directory.resolve("first"));
  }

  @Test
  void aFileThatWasOpenedAheadIsTheOneThatIsTaken() throws IOException {
    assertThat(path).doesNotExist();
    file.openAhead();
    Object opened = Files.getAttribute(path, "unix:ino");

    file.take().close();
    assertThat(Files.getAttribute(path, "unix:ino")).isEqualTo(opened);
  }

  @Test
  void anOpeningThatComesTooLateDoesNotTouchTheFile() throws IOException {
    try (FileChannel channel = file.take()) {
      channel.write(StandardCharsets.UTF_8.encode("written"));
      file.openAhead();
    }
    file.openAhead();

    assertThat(path).hasContent("written");
  }

  @Test
  void aFileThatSomebodyHasRemovedCannotBeMovedAndTheNextIsNew() throws IOException {
    Path target = directory.resolve("second");
    file.openAhead();
    Files.delete(path);
    file.take().close();
    assertThatThrownBy(() -> file.moveTo(target)).isInstanceOf(NoSuchFileException.class);

    file.take().close();
    file.moveTo(target);
    assertThat(target).isEmptyFile();
  }

  @Test
  void anOpeningThatFailsIsTriedAgainByWhoNeedsTheFile() throws IOException {
    Files.createDirectory(path);
    file.openAhead();
    Files.delete(path);

    file.take().close();
    assertThat(path).isEmptyFile();
  }

  @Test
  void whatIsDiscardedIsGoneAndIsNotOpenedAgain() throws IOException {
    file.openAhead();
    file.discard();
    assertThat(path).doesNotExist();

    file.openAhead();
    assertThat(path).doesNotExist();
  }

  @Test
  void aFileIsNotWrittenThroughALink() throws IOException {
    Path target = Files.writeString(directory.resolve("target"), "precious");
    Files.createSymbolicLink(path, target);

    assertThatThrownBy(file::take).isInstanceOf(IOException.class);
    assertThat(target).hasContent("precious");
  }
}
