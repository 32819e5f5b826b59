package org.abcistream.file;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.abcistream.api.AppOptions;
import org.abcistream.api.OptionException;
import org.abcistream.api.ServiceContext;
import org.abcistream.file.layout.FileNames;

/**
 * The options of one file service. The constants are the full names for the instance that is called
 * {@code file}; another instance has the same keys in a section of its own.
 *
 * @param directory where the files go, absolute
 * @param prefix what the names of the files begin with; may be empty
 * @param outputMetadata whether meta files are written
 * @param fsync whether a block is on the disk, and not only in the system's memory, when it is
 *     taken
 * @param fileMode the permissions of the files, whatever the process's umask
 * @param minFreeBytes how much space a block must leave free; 0 for no limit
 */
public record FileOptions(
    Path directory,
    String prefix,
    boolean outputMetadata,
    boolean fsync,
    Set<PosixFilePermission> fileMode,
    long minFreeBytes) {
  /** A text that the names of the files begin with, before a {@code -}; none by default. */
  public static final String OPT_STREAMERS_FILE_PREFIX = "streamers.file.prefix";

  /** The directory, relative to the node's home; by default the home itself. */
  public static final String OPT_STREAMERS_FILE_WRITE_DIR = "streamers.file.write_dir";

  /** Whether meta files are written; false by default. */
  public static final String OPT_STREAMERS_FILE_OUTPUT_METADATA = "streamers.file.output-metadata";

  /** Whether a failure of the service stops the node. The host reads it, this service does not. */
  public static final String OPT_STREAMERS_FILE_STOP_NODE_ON_ERROR =
      "streamers.file.stop-node-on-error";

  /** Whether files and directory are synced before a block counts as taken; false by default. */
  public static final String OPT_STREAMERS_FILE_FSYNC = "streamers.file.fsync";

  /** The permissions of the files as an octal text; {@code "0600"} by default. */
  public static final String OPT_STREAMERS_FILE_FILE_MODE = "streamers.file.file-mode";

  /** A block that would leave less space than this is refused; 0, the default, for no limit. */
  public static final String OPT_STREAMERS_FILE_MIN_FREE_BYTES = "streamers.file.min-free-bytes";

  private static final String SECTION = "streamers.file.";

  /** What each octal digit of a mode stands for. */
  private static final List<String> RIGHTS =
      List.of("---", "--x", "-w-", "-wx", "r--", "r-x", "rw-", "rwx");

  /** Leaves room for what follows the prefix, as file systems end names at 255 bytes. */
  private static final int MAX_PREFIX_BYTES = 200;

  /** Takes a copy of the set. */
  public FileOptions {
    fileMode = Collections.unmodifiableSet(EnumSet.copyOf(fileMode));
  }

  /**
   * Reads the options of an instance. Touches no file.
   *
   * @throws OptionException if a value cannot be used
   */
  public static FileOptions of(ServiceContext context) {
    AppOptions options = context.options();
    return new FileOptions(
        directory(context),
        prefix(context),
        options.getBoolean(key(OPT_STREAMERS_FILE_OUTPUT_METADATA), false),
        options.getBoolean(key(OPT_STREAMERS_FILE_FSYNC), false),
        fileMode(context),
        minFreeBytes(context));
  }

  /** The same for files elsewhere. */
  FileOptions movedTo(Path other) {
    return new FileOptions(other, prefix, outputMetadata, fsync, fileMode, minFreeBytes);
  }

  /** The names of the files that a service with these options has. */
  FileNames names() {
    return new FileNames(directory, prefix);
  }

  /** What an instance's operator calls an option. */
  static String nameIn(ServiceContext context, String option) {
    return context.options().nameOf(key(option));
  }

  /** An error about {@code write_dir}, which is only found when the directory is used. */
  static OptionException writeDirRefused(ServiceContext context, String remedy) {
    return refused(context, OPT_STREAMERS_FILE_WRITE_DIR, writeDir(context), remedy);
  }

  private static OptionException refused(
      ServiceContext context, String option, Object value, String remedy) {
    return new OptionException(nameIn(context, option), value, remedy);
  }

  private static String key(String option) {
    return option.substring(SECTION.length());
  }

  private static String writeDir(ServiceContext context) {
    return context.options().getString(key(OPT_STREAMERS_FILE_WRITE_DIR), "");
  }

  private static Path directory(ServiceContext context) {
    try {
      return context.home().resolve(writeDir(context)).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw writeDirRefused(context, "must be a path, but has " + e.getReason());
    }
  }

  private static String prefix(ServiceContext context) {
    String prefix = context.options().getString(key(OPT_STREAMERS_FILE_PREFIX), "");
    if (prefix.indexOf('/') >= 0 || prefix.chars().anyMatch(Character::isISOControl)) {
      throw prefixRefused(
          context, prefix, "must be part of a file name, without '/' and control characters");
    }
    if (prefix.startsWith(".")) {
      throw prefixRefused(context, prefix, "must not begin with '.', which hides a file");
    }
    if (prefix.getBytes(StandardCharsets.UTF_8).length > MAX_PREFIX_BYTES) {
      throw prefixRefused(
          context, prefix, "must have %d bytes at most".formatted(MAX_PREFIX_BYTES));
    }
    try {
      return Path.of(prefix).toString();
    } catch (InvalidPathException e) {
      throw prefixRefused(
          context, prefix, "has characters that the locale cannot write, set LC_ALL=C.UTF-8");
    }
  }

  private static OptionException prefixRefused(
      ServiceContext context, String prefix, String remedy) {
    return refused(context, OPT_STREAMERS_FILE_PREFIX, prefix, remedy);
  }

  private static Set<PosixFilePermission> fileMode(ServiceContext context) {
    String text = context.options().getString(key(OPT_STREAMERS_FILE_FILE_MODE), "0600");
    if (!text.matches("0?[4-7][0-7]{2}")) {
      throw refused(
          context,
          OPT_STREAMERS_FILE_FILE_MODE,
          text,
          "must be an octal mode that lets the owner read, in quotes, such as \"0640\"");
    }
    String rights =
        text.substring(text.length() - 3)
            .chars()
            .mapToObj(digit -> RIGHTS.get(digit - '0'))
            .collect(Collectors.joining());
    return PosixFilePermissions.fromString(rights);
  }

  private static long minFreeBytes(ServiceContext context) {
    long bytes = context.options().getBytes(key(OPT_STREAMERS_FILE_MIN_FREE_BYTES), 0);
    if (bytes < 0) {
      throw refused(
          context, OPT_STREAMERS_FILE_MIN_FREE_BYTES, bytes, "must be 0 (no limit) or more");
    }
    return bytes;
  }
}
