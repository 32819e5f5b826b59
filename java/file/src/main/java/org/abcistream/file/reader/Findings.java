package org.abcistream.file.reader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is found in the files of a block: of each kind the first one in each file, and how
 * many more there are, since a file may have millions.
 */
final class Findings {
  private final List<Finding> first = new ArrayList<>();
  private final List<Long> more = new ArrayList<>();

  void add(Path file, long offset, FindingKind kind, String sentence) {
    for (int i = 0; i < first.size(); i++) {
      if (first.get(i).kind() == kind && first.get(i).path().equals(file)) {
        more.set(i, more.get(i) + 1);
        return;
      }
    }
    first.add(new Finding(file, offset, kind, sentence));
    more.add(0L);
  }

  void add(BlockFileException failure) {
    add(failure.file(), failure.offset(), failure.kind(), failure.sentence());
  }

  /** In the order in which they were found. */
  List<Finding> list() {
    List<Finding> all = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      Finding finding = first.get(i);
      all.add(more.get(i) == 0 ? finding : finding.withMore(more.get(i)));
    }
    return all;
  }
}
