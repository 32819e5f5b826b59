package org.abcistream.cli.cursor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with one {@link Cursor}: {@code height 20}, and on a second line {@code output FILE SIZE}.
 * It is replaced as a whole, so that whoever reads it finds the old one or the new one. For one
 * thread, and one writer.
 */
public final class CursorFile {
  private static final Pattern CONTENT =
      Pattern.compile("height (\\d{1,18})\n(?:output (\\S+) (\\d{1,18})\n)?");

  private final Path path;
  private final Path temporary;

  /**
   * Names a file, which need not exist.
   *
   * @param path the file
   */
  public CursorFile(Path path) {
    this.path = path;
    temporary = path.resolveSibling("." + path.getFileName() + ".tmp");
  }

  /** {@return the file} */
  public Path path() {
    return path;
  }

  /**
   * {@return what is in the file; empty when there is none}
   *
   * @throws IOException if it cannot be read, or is something else
   */
  public Optional<Cursor> read() throws IOException {
    String content;
    try {
      content = Files.readString(path);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Matcher matcher = CONTENT.matcher(content);
    if (!matcher.matches()) {
      throw new IOException(
          "%s is no cursor: name another file, or delete this one to begin anew".formatted(path));
    }
    long height = Long.parseLong(matcher.group(1));
    return Optional.of(
        new Cursor(
            height,
            Optional.ofNullable(matcher.group(2))
                .map(file -> new OutputMark(file, Long.parseLong(matcher.group(3))))));
  }

  /**
   * Replaces what is in the file.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Cursor cursor) throws IOException {
    StringBuilder content = new StringBuilder("height ").append(cursor.height()).append('\n');
    cursor
        .output()
        .ifPresent(
            mark ->
                content
                    .append("output ")
                    .append(mark.file())
                    .append(' ')
                    .append(mark.size())
                    .append('\n'));
    Files.writeString(temporary, content);
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
  }
}
