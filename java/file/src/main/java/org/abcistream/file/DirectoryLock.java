package org.abcistream.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.abcistream.api.OptionException;
import org.abcistream.api.ServiceContext;
import org.abcistream.file.layout.FileNames;

/**
 * The right to write files of one prefix in one directory. A lock file keeps other processes away
 * and tells them who holds it; it is left there, since whoever removes it could remove the next
 * holder's.
 *
 * <p>Inside the process the lock file is not even opened when it is held: closing any descriptor of
 * a file drops all locks that the process has on it. The holders of the process are therefore kept
 * in the system properties, the one table that services of different class loaders share.
 */
final class DirectoryLock implements Closeable {
  private static final String PROPERTY = "abcistream.file.lock.";

  private final String property;
  private final FileChannel channel;

  private DirectoryLock(String property, FileChannel channel) {
    this.property = property;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws OptionException if another service holds it; names directory, prefix and holder
   */
  static DirectoryLock acquire(ServiceContext context, FileNames names) throws IOException {
    String holder =
        "service \"%s\" of process %d".formatted(context.name(), ProcessHandle.current().pid());
    String property = PROPERTY + identityOf(names.lock());
    Object other = System.getProperties().putIfAbsent(property, holder);
    if (other != null) {
      throw refused(context, names, other.toString());
    }
    try {
      return new DirectoryLock(property, lock(context, names, holder));
    } catch (Throwable failure) {
      System.clearProperty(property);
      throw failure;
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      // The next one to be refused shall not read the name of a holder that has gone.
      channel.truncate(0);
    } finally {
      System.clearProperty(property);
    }
  }

  private static FileChannel lock(ServiceContext context, FileNames names, String holder)
      throws IOException {
    Path file = names.lock();
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock();
        if (lock == null) {
          throw refused(context, names, Files.readString(file).strip());
        }
        channel.truncate(0).write(StandardCharsets.UTF_8.encode(holder + "\n"));
        return channel;
      } catch (Throwable failure) {
        channel.close();
        throw failure;
      }
    } catch (IOException e) {
      throw new FileFailure("locking", file, e);
    }
  }

  /** Device and inode of the lock file, so that no other way to the same directory hides it. */
  private static String identityOf(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // As at every start but the first.
    } catch (IOException e) {
      throw new FileFailure("creating", file, e);
    }
    return String.valueOf(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
  }

  private static OptionException refused(ServiceContext context, FileNames names, String holder) {
    return FileOptions.writeDirRefused(
        context,
        ("%s writes files with the prefix \"%s\" in %s already,"
                + " give one of the two another write_dir or prefix")
            .formatted(
                holder.isEmpty() ? "another process" : holder, names.prefix(), names.directory()));
  }
}
