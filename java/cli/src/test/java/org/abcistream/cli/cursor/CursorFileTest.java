package org.abcistream.cli.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorFileTest {
  @TempDir private Path directory;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    CursorFile file = new CursorFile(directory.resolve("cursor"));
    assertThat(file.read()).isEmpty();
    Cursor first = new Cursor(7, Optional.empty());
    file.write(first);
    assertThat(file.read()).contains(first);
    Cursor second = new Cursor(8, Optional.of(new OutputMark("(dev=1,ino=2)", 300)));
    file.write(second);
    assertThat(file.read()).contains(second);
    assertThat(file.path()).hasContent("height 8\noutput (dev=1,ino=2) 300\n");
    assertThat(directory.toFile().list()).containsExactly("cursor");
  }

  @Test
  void aWriteThatWasKilledHalfwayLeavesTheOldCursor() throws IOException {
    CursorFile file = new CursorFile(directory.resolve("cursor"));
    file.write(new Cursor(7, Optional.empty()));
    Files.writeString(directory.resolve(".cursor.tmp"), "heig");
    assertThat(file.read()).contains(new Cursor(7, Optional.empty()));
    file.write(new Cursor(8, Optional.empty()));
    assertThat(file.read()).contains(new Cursor(8, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "7", "height 7", "height -7\n", "height 7\noutput x\n", "height 7\n\n"})
  void anythingElseIsNoCursor(String content) throws IOException {
    Path path = Files.writeString(directory.resolve("cursor"), content);
    assertThatThrownBy(() -> new CursorFile(path).read())
        .hasMessage(path + " is no cursor: name another file, or delete this one to begin anew");
  }
}
