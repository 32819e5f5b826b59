package org.abcistream.file.reader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.abcistream.file.layout.BlockFileKind;
import org.abcistream.file.layout.FileNames;
import org.abcistream.file.layout.Hole;

/** Looks for files that are missing in a directory, and for such that are left over. */
final class ListingCheck {
  private final FileNames names;

  /** Ascending. */
  private final List<Hole> holes;

  /** The first one that is not below the gap. */
  private int nextHole;

  private final List<Finding> findings = new ArrayList<>();

  ListingCheck(FileNames names, List<Hole> holes) {
    this.names = names;
    this.holes = holes;
  }

  List<Finding> check(BlockListing listing) {
    for (Leftover leftover : listing.leftovers()) {
      findings.add(new Finding(leftover.path(), 0, leftover.kind(), sentence(leftover)));
    }
    for (HeightRange gap : listing.gaps()) {
      splitAtHoles(gap);
    }
    if (listing.metadataOn()) {
      addMissingMetadata(listing);
    }
    return findings;
  }

  private String sentence(Leftover leftover) {
    return leftover.kind() == FindingKind.WRONG_NAME
        ? "the name begins as that of a block and is none: move it away, or name it %1$sHEIGHT-data or %1$sHEIGHT-meta"
            .formatted(names.blockPrefix())
        : "a killed process or a loss of power has left it: the next start removes a temporary"
            + " file, remove a torn one by hand";
  }

  /** What of a gap is recorded is a hole that was known; the rest is not. */
  private void splitAtHoles(HeightRange gap) {
    long first = gap.first();
    while (nextHole < holes.size() && holes.get(nextHole).last() < first) {
      nextHole++;
    }
    for (int i = nextHole; i < holes.size() && holes.get(i).first() <= gap.last(); i++) {
      Hole hole = holes.get(i);
      long begin = Math.max(first, hole.first());
      long end = Math.min(gap.last(), hole.last());
      addMissing(first, begin - 1);
      addRecorded(new HeightRange(begin, end), hole);
      first = end + 1;
    }
    addMissing(first, gap.last());
  }

  private void addRecorded(HeightRange heights, Hole hole) {
    findings.add(
        new Finding(
            data(heights.first()),
            0,
            FindingKind.RECORDED_HOLE,
            "height %s is missing, as the service has recorded at %s: %s"
                .formatted(heights, hole.time(), hole.reason())));
  }

  private void addMissing(long first, long last) {
    if (first <= last) {
      findings.add(
          new Finding(
              data(first),
              0,
              FindingKind.MISSING_HEIGHT,
              "height %s is missing: stream it again, unless a consumer has removed it"
                  .formatted(new HeightRange(first, last))));
    }
  }

  private void addMissingMetadata(BlockListing listing) {
    for (int i = 0; i < listing.count(); i++) {
      if (!listing.has(i, BlockFileKind.META)) {
        findings.add(
            new Finding(
                names.block(BlockFileKind.META, listing.height(i)),
                0,
                FindingKind.MISSING_METADATA,
                "the block has data and no metadata, though others have: stream it again"));
      }
    }
  }

  private Path data(long height) {
    return names.block(BlockFileKind.DATA, height);
  }
}
