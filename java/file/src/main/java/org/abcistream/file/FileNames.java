package org.abcistream.file;

import java.nio.file.Path;
import java.util.List;

/**
 * The names of all files of one service: no other name in the directory is ever read, written or
 * removed. What is not for consumers begins with a dot.
 *
 * @param directory absolute
 * @param prefix may be empty
 */
record FileNames(Path directory, String prefix) {
  /** The final name of a file of a block. */
  Path block(BlockFileKind kind, long height) {
    return directory.resolve(stem() + '-' + height + '-' + kind.suffix());
  }

  /** Where a block's file that was found incomplete is put aside. */
  Path torn(BlockFileKind kind, long height) {
    return directory.resolve(stem() + '-' + height + '-' + kind.suffix() + ".torn");
  }

  /** What a block's file is called until it is whole. */
  Path temp(BlockFileKind kind) {
    return hidden("tmp-" + kind.suffix());
  }

  /** All names that only a killed process can have left when a service starts. */
  List<Path> temporary() {
    return List.of(temp(BlockFileKind.DATA), temp(BlockFileKind.META), newProgress());
  }

  /** Held for as long as the service lives. */
  Path lock() {
    return hidden("lock");
  }

  /** The service's progress. */
  Path progress() {
    return hidden("progress");
  }

  /** What a new progress file is called until it is whole. */
  Path newProgress() {
    return hidden("tmp-progress");
  }

  private Path hidden(String suffix) {
    return directory.resolve('.' + stem() + '.' + suffix);
  }

  private String stem() {
    return prefix.isEmpty() ? "block" : prefix + "-block";
  }
}
