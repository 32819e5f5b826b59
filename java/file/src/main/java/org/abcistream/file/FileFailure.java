package org.abcistream.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file could not be used. The message names the file, the cause and what to do. */
final class FileFailure extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param action what was tried, such as {@code writing}
   * @param file the file as a consumer knows it, not its temporary name
   */
  FileFailure(String action, Path file, IOException cause) {
    super("%s %s: %s".formatted(action, file, explain(cause)), cause);
  }

  /** The cause and what to do, without the file. */
  static String explain(IOException failure) {
    String cause = causeOf(failure);
    String remedy = remedyFor(cause);
    return remedy.isEmpty() ? cause : cause + ": " + remedy;
  }

  /** The system's own words; the JDK leaves them out of the exceptions that it has classes for. */
  private static String causeOf(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    if (failure instanceof AccessDeniedException) {
      return "Permission denied";
    }
    String reason =
        failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
    return reason != null ? reason : failure.getClass().getSimpleName();
  }

  private static String remedyFor(String cause) {
    return switch (cause) {
      case "No space left on device" ->
          "free space on its file system, or have the consumer delete what it has read";
      case "Disk quota exceeded" -> "raise the quota of the node's user, or delete files";
      case "File too large" -> "raise the process's limit of file sizes (ulimit -f)";
      case "Too many open files" -> "raise the process's limit of open files (ulimit -n)";
      case "Read-only file system" -> "mount it for writing";
      case "No such file or directory" -> "its directory is gone, create it again";
      case "Is a directory" -> "move it away, a file of this service goes there";
      case "Permission denied" -> "let the node's user write in its directory";
      case "Input/output error" -> "check the disk, the system's log says more";
      case "No locks available" -> "use a file system that supports locks";
      default -> "";
    };
  }
}
