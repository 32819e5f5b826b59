package org.abcistream.file.layout;

import java.nio.file.Path;
import java.util.List;

/**
 * The names of all files of one service: no other name in the directory is ever read, written or
 * removed. What is not for consumers begins with a dot.
 *
 * @param directory absolute
 * @param prefix may be empty
 */
public record FileNames(Path directory, String prefix) {
  private static final String TORN = ".torn";

  /** {@link Long#MAX_VALUE} has as many. */
  private static final int MAX_DIGITS = 19;

  /** The final name of a file of a block. */
  public Path block(BlockFileKind kind, long height) {
    return directory.resolve(stem() + '-' + height + '-' + kind.suffix());
  }

  /** Where a block's file that was found incomplete is put aside. */
  public Path torn(BlockFileKind kind, long height) {
    return directory.resolve(stem() + '-' + height + '-' + kind.suffix() + TORN);
  }

  /** What a block's file is called until it is whole. */
  public Path temp(BlockFileKind kind) {
    return hidden("tmp-" + kind.suffix());
  }

  /** All names that only a killed process can have left when a service starts. */
  public List<Path> temporary() {
    return List.of(temp(BlockFileKind.DATA), temp(BlockFileKind.META), newProgress(), newHoles());
  }

  /** Held for as long as the service lives. */
  public Path lock() {
    return hidden("lock");
  }

  /** The service's progress. */
  public Path progress() {
    return hidden("progress");
  }

  /** What a new progress file is called until it is whole. */
  public Path newProgress() {
    return hidden("tmp-progress");
  }

  /** The heights that the service goes on without: a line for each {@link Hole}. */
  public Path holes() {
    return hidden("holes");
  }

  /** What a new file of holes is called until it is whole. */
  public Path newHoles() {
    return hidden("tmp-holes");
  }

  /** What the names of all files of blocks begin with. */
  public String blockPrefix() {
    return stem() + '-';
  }

  /** What the names of all files begin with that are not for consumers. */
  public String hiddenPrefix() {
    return '.' + stem() + '.';
  }

  /** Whether a name that begins with {@link #hiddenPrefix} is that of a file not yet whole. */
  public boolean isTemporary(String name) {
    return name.startsWith("tmp-", hiddenPrefix().length());
  }

  /** Whether a name is one that a block's file was put aside under. */
  public boolean isTorn(String name) {
    if (!name.endsWith(TORN)) {
      return false;
    }
    String whole = name.substring(0, name.length() - TORN.length());
    return heightIn(whole, BlockFileKind.DATA) >= 0 || heightIn(whole, BlockFileKind.META) >= 0;
  }

  /**
   * The height in the final name of a block's file of the given kind, or -1 when it is no such
   * name. A height is written in one way only: no sign, no zero before it.
   */
  public long heightIn(String name, BlockFileKind kind) {
    int begin = stem().length() + 1;
    int end = name.length() - kind.suffix().length() - 1;
    if (end <= begin
        || end - begin > MAX_DIGITS
        || !name.startsWith(blockPrefix())
        || name.charAt(end) != '-'
        || !name.endsWith(kind.suffix())
        || (name.charAt(begin) == '0' && end - begin > 1)) {
      return -1;
    }
    long height = 0;
    for (int i = begin; i < end; i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      height = height * 10 + digit;
    }
    // The only number of so many digits that does not fit becomes negative.
    return height < 0 ? -1 : height;
  }

  private Path hidden(String suffix) {
    return directory.resolve(hiddenPrefix() + suffix);
  }

  private String stem() {
    return prefix.isEmpty() ? "block" : prefix + "-block";
  }
}
