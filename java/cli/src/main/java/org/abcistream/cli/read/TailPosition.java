package org.abcistream.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.abcistream.cli.cursor.Cursor;
import org.abcistream.cli.cursor.CursorFile;
import org.abcistream.cli.cursor.OutputMark;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.output.OutputFile;
import org.jspecify.annotations.Nullable;

/** Where a tail stands, and the cursor that remembers it. For one thread. */
final class TailPosition {
  private final Optional<CursorFile> cursor;
  private final Optional<OutputFile> output;
  private long next;

  private TailPosition(Optional<CursorFile> cursor, Optional<OutputFile> output, long next) {
    this.cursor = cursor;
    this.output = output;
    this.next = next;
  }

  /**
   * Takes up where the cursor stands.
   *
   * @param path null when nothing is to be remembered
   * @param first the height to begin with when the cursor knows none
   */
  static TailPosition begin(Console console, @Nullable Path path, long first) throws IOException {
    if (path == null) {
      return new TailPosition(Optional.empty(), Optional.empty(), first);
    }
    CursorFile file = new CursorFile(path);
    Optional<Cursor> earlier = file.read();
    TailPosition position =
        new TailPosition(
            Optional.of(file),
            console.outFile(),
            earlier.map(cursor -> cursor.height() + 1).orElse(first));
    if (earlier.isPresent()) {
      position.cut(earlier.get());
    } else {
      // Else a start that was killed at once would leave output that no cursor knows of.
      position.remember(first - 1);
    }
    return position;
  }

  /** The lowest height that was not printed yet. */
  long next() {
    return next;
  }

  /** A block's output has left the program. */
  void printed(long height) throws IOException {
    next = height + 1;
    remember(height);
  }

  /** Removes what a killed process has printed of a block that its cursor does not have. */
  private void cut(Cursor earlier) throws IOException {
    if (output.isPresent() && earlier.output().isPresent()) {
      OutputMark mark = earlier.output().get();
      if (mark.file().equals(output.get().key()) && mark.size() < output.get().size()) {
        output.get().cutTo(mark.size());
      }
    }
  }

  private void remember(long height) throws IOException {
    if (cursor.isPresent()) {
      Optional<OutputMark> mark =
          output.isPresent()
              ? Optional.of(new OutputMark(output.get().key(), output.get().size()))
              : Optional.empty();
      cursor.get().write(new Cursor(height, mark));
    }
  }
}
