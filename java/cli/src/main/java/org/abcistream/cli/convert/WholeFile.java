package org.abcistream.cli.convert;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.abcistream.cli.option.UsageException;

/**
 * A file that has its name only when it is whole. Until then it is a hidden one beside it, which is
 * removed when it is closed without being published, and when the program is told to end. For one
 * thread.
 */
public final class WholeFile implements Closeable {
  private final Path target;
  private final boolean replaces;
  private final Path temporary;

  private WholeFile(Path target, boolean replaces) {
    this.target = target;
    this.replaces = replaces;
    temporary =
        target.resolveSibling(
            ".%s.tmp-%08x".formatted(target.getFileName(), ThreadLocalRandom.current().nextInt()));
  }

  /**
   * Begins a file.
   *
   * @param target the name that it is to have
   * @param replaces whether it may take the place of another one
   * @return its temporary file is there, and empty
   * @throws UsageException if there is a file already, or can be none
   * @throws IOException if no file can be created
   */
  public static WholeFile create(Path target, boolean replaces) throws IOException {
    Path absolute = target.toAbsolutePath();
    if (absolute.getFileName() == null || Files.isDirectory(absolute)) {
      throw new UsageException("%s is a directory: give the name of a file".formatted(target));
    }
    if (!replaces && Files.exists(absolute)) {
      throw exists(target);
    }
    WholeFile file = new WholeFile(absolute, replaces);
    Files.createFile(file.temporary);
    file.temporary.toFile().deleteOnExit();
    return file;
  }

  /** {@return the name that the file has until it is whole} */
  public Path temporary() {
    return temporary;
  }

  /**
   * Gives the file its name; it is on the disk then.
   *
   * @throws UsageException if another one has got it in the meantime
   * @throws IOException if it cannot be renamed
   */
  public void publish() throws IOException {
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    if (replaces) {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    try {
      Files.move(temporary, target);
    } catch (FileAlreadyExistsException e) {
      throw exists(target);
    }
  }

  /** Removes what is not published. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(temporary);
  }

  private static UsageException exists(Path target) {
    return new UsageException(
        "%s is there already: give another name, or --force to replace it".formatted(target));
  }
}
