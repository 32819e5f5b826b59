package org.abcistream.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file under a temporary name, until it is moved to its final one. Creating a file can take
 * longer than filling it (on ext4 up to a millisecond, where many files were deleted nearby), so
 * {@link #openAhead} does it off the way of any block. For one thread.
 */
final class TempFile {
  private static final Set<OpenOption> OPEN_OPTIONS =
      Set.of(
          StandardOpenOption.WRITE,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          LinkOption.NOFOLLOW_LINKS);

  /** What every file begins with, so that nobody reads it before it has its own mode. */
  static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

  private static final FileAttribute<?>[] FIRST_MODE = {
    PosixFilePermissions.asFileAttribute(OWNER_ONLY)
  };

  private static final CopyOption[] MOVE_OPTIONS = {StandardCopyOption.ATOMIC_MOVE};

  private final Path path;
  private final PosixFileAttributeView attributes;
  private final Set<PosixFilePermission> mode;

  /** From a move until the next file is taken: only then may there be one that is opened ahead. */
  private boolean wanted;

  private @Nullable FileChannel ahead;

  TempFile(Path path, Set<PosixFilePermission> mode) {
    this.path = path;
    this.mode = mode;
    attributes =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Its name, as long as it is not moved. */
  Path path() {
    return path;
  }

  /** Opens the next file when the last one was moved. Never fails: {@link #take} tries again. */
  void openAhead() {
    if (wanted && ahead == null) {
      try {
        ahead = open();
      } catch (IOException e) {
        // Whoever takes the file fails with the same cause, and has a block to name.
        wanted = false;
      }
    }
  }

  /** An empty file, which is the caller's to close and then to move or to discard. */
  FileChannel take() throws IOException {
    FileChannel channel = ahead;
    ahead = null;
    wanted = false;
    return channel != null ? channel : open();
  }

  /**
   * Gives the file that was taken, filled and closed its final name, in place of any that has it.
   *
   * @throws NoSuchFileException if somebody has removed it, or the whole directory, since it was
   *     opened: what was written is lost, and the next file is a new one
   */
  void moveTo(Path target) throws IOException {
    Files.move(path, target, MOVE_OPTIONS);
    wanted = true;
  }

  /** Closes and removes whatever there is. */
  void discard() throws IOException {
    wanted = false;
    FileChannel channel = ahead;
    ahead = null;
    if (channel != null) {
      channel.close();
    }
    Files.deleteIfExists(path);
  }

  private FileChannel open() throws IOException {
    FileChannel channel = FileChannel.open(path, OPEN_OPTIONS, FIRST_MODE);
    try {
      if (!mode.equals(OWNER_ONLY)) {
        attributes.setPermissions(mode);
      }
      return channel;
    } catch (Throwable failure) {
      channel.close();
      throw failure;
    }
  }
}
