package org.abcistream.dist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/**
 * A run of the process's memory.
 *
 * @param start the address of its first byte
 * @param end the address behind its last byte
 */
record Region(long start, long end) {
  /** What the kernel says of a region: {@code START-END PERMISSIONS OFFSET DEVICE INODE [PATH]}. */
  private static final Path MAPS = Path.of("/proc/self/maps");

  /** The bytes of a direct buffer from 0 to its limit. */
  static Region of(ByteBuffer buffer) {
    try (Pointer pointer = new Pointer(buffer.duplicate().position(0))) {
      return new Region(pointer.address(), pointer.address() + buffer.limit());
    }
  }

  boolean contains(Region other) {
    return start <= other.start && other.end <= end;
  }

  /** Whether a list of regions has one that contains this one. */
  boolean liesInOneOf(List<Region> regions) {
    return regions.stream().anyMatch(region -> region.contains(this));
  }

  /** Whether it lies in memory that belongs to no file and no other process. */
  boolean isPrivateAndAnonymous() throws IOException {
    try (Stream<String> lines = Files.lines(MAPS)) {
      return lines
          .map(line -> line.split(" +"))
          .filter(fields -> mappingOf(fields[0]).contains(this))
          .anyMatch(fields -> fields[1].equals("rw-p") && fields.length == 5);
    }
  }

  private static Region mappingOf(String range) {
    int dash = range.indexOf('-');
    return new Region(
        Long.parseUnsignedLong(range, 0, dash, 16),
        Long.parseUnsignedLong(range, dash + 1, range.length(), 16));
  }
}
