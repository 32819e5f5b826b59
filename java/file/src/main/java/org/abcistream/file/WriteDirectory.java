package org.abcistream.file;

import static org.abcistream.file.FileOptions.OPT_STREAMERS_FILE_MIN_FREE_BYTES;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.abcistream.api.OptionException;
import org.abcistream.api.ServiceContext;
import org.abcistream.file.layout.FileNames;
import org.slf4j.Logger;

/**
 * The directory of {@code write_dir}: there and writable, locked for one service, cleared of what
 * earlier ones have left. For one thread.
 */
final class WriteDirectory implements Closeable {
  private final Path path;
  private final FileStore fileStore;
  private final String minFreeBytesName;
  private final long minFreeBytes;
  private final DirectoryLock lock;

  private WriteDirectory(ServiceContext context, FileOptions options) throws IOException {
    path = options.directory();
    fileStore = Files.getFileStore(path);
    minFreeBytesName = FileOptions.nameIn(context, OPT_STREAMERS_FILE_MIN_FREE_BYTES);
    minFreeBytes = options.minFreeBytes();
    lock = DirectoryLock.acquire(context, options.names());
  }

  /**
   * Takes the directory, and creates it where it is missing, parents included.
   *
   * @throws OptionException if there can be no such directory, nothing can be written in it, or
   *     another service writes the same files
   */
  static WriteDirectory open(ServiceContext context, FileOptions options) throws IOException {
    create(context, options.directory());
    WriteDirectory directory = new WriteDirectory(context, options);
    try {
      removeLeftovers(options.names(), context.logger());
      return directory;
    } catch (Throwable failure) {
      directory.close();
      throw failure;
    }
  }

  /**
   * Refuses a block that would leave less space than {@code min-free-bytes}.
   *
   * @param bytes what the block's files need
   */
  void requireRoomFor(long height, long bytes) throws IOException {
    if (minFreeBytes == 0) {
      return;
    }
    long usable = fileStore.getUsableSpace();
    if (usable - bytes < minFreeBytes) {
      throw new IOException(
          ("block %d needs %d bytes in %s, where %d are free, and %s = %d must stay free: free"
                  + " space on its file system, or have the consumer delete what it has read")
              .formatted(height, bytes, path, usable, minFreeBytesName, minFreeBytes));
    }
  }

  /** Returns when the names of all files in the directory are on the disk. */
  void force() throws IOException {
    force(path);
  }

  /** The same for any directory. */
  static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw new FileFailure("syncing the directory", directory, e);
    }
  }

  /** Lets another service write here. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static void create(ServiceContext context, Path path) {
    try {
      // Asked first, since createDirectories of JDK 17 refuses a symbolic link to a directory.
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path);
      }
    } catch (FileAlreadyExistsException e) {
      throw FileOptions.writeDirRefused(
          context, "must be a directory, but %s is a file".formatted(e.getFile()));
    } catch (IOException e) {
      throw FileOptions.writeDirRefused(
          context, "cannot create %s: %s".formatted(path, FileFailure.explain(e)));
    }
    try {
      // Files.isWritable would not say whether it is the rights or the file system.
      path.getFileSystem().provider().checkAccess(path, AccessMode.WRITE, AccessMode.EXECUTE);
    } catch (IOException e) {
      throw FileOptions.writeDirRefused(
          context, "cannot write in %s: %s".formatted(path, FileFailure.explain(e)));
    }
  }

  private static void removeLeftovers(FileNames names, Logger log) throws IOException {
    List<Path> removed = new ArrayList<>();
    for (Path leftover : names.temporary()) {
      try {
        if (Files.deleteIfExists(leftover)) {
          removed.add(leftover.getFileName());
        }
      } catch (IOException e) {
        throw new FileFailure("removing", leftover, e);
      }
    }
    if (!removed.isEmpty()) {
      log.info("removed what a killed process has left in {}: {}", names.directory(), removed);
    }
  }
}
