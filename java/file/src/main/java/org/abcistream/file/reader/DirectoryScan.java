package org.abcistream.file.reader;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.abcistream.file.layout.BlockFileKind;
import org.abcistream.file.layout.FileNames;

/** Sorts the names of a directory into what they are. Asks for nothing but the names. */
final class DirectoryScan {
  private static final int FIRST_CAPACITY = 1024;

  private final FileNames names;
  private final List<Leftover> leftovers = new ArrayList<>();
  private final Heights data = new Heights();
  private final Heights meta = new Heights();
  private long foreignFiles;

  private DirectoryScan(FileNames names) {
    this.names = names;
  }

  static BlockListing list(FileNames names) throws IOException {
    DirectoryScan scan = new DirectoryScan(names);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(names.directory())) {
      for (Path file : files) {
        scan.add(file);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return new BlockListing(
        scan.data.sorted(), scan.meta.sorted(), scan.leftovers, scan.foreignFiles);
  }

  private void add(Path file) {
    String name = file.getFileName().toString();
    if (name.startsWith(names.blockPrefix())) {
      addBlock(file, name);
    } else if (name.startsWith(names.hiddenPrefix())) {
      if (names.isTemporary(name)) {
        leftovers.add(new Leftover(file, FindingKind.LEFTOVER));
      }
    } else {
      foreignFiles++;
    }
  }

  private void addBlock(Path file, String name) {
    if (!data.addIfHeight(names.heightIn(name, BlockFileKind.DATA))
        && !meta.addIfHeight(names.heightIn(name, BlockFileKind.META))) {
      boolean torn = names.isTorn(name);
      leftovers.add(new Leftover(file, torn ? FindingKind.LEFTOVER : FindingKind.WRONG_NAME));
    }
  }

  /** A list that boxes nothing. */
  private static final class Heights {
    private long[] values = new long[FIRST_CAPACITY];
    private int count;

    /** Adds what is not negative, and says whether it was added. */
    boolean addIfHeight(long height) {
      if (height < 0) {
        return false;
      }
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = height;
      return true;
    }

    long[] sorted() {
      long[] sorted = Arrays.copyOf(values, count);
      Arrays.sort(sorted);
      return sorted;
    }
  }
}
