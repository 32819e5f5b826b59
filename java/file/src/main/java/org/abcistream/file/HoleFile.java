package org.abcistream.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.abcistream.file.layout.FileNames;
import org.abcistream.file.layout.Hole;

/**
 * The heights that the service goes on without, so that a reader can tell a known hole from a loss.
 * For one thread.
 *
 * <p>A hole is written when a block passes it, before progress does: so progress is never beyond a
 * hole that is not recorded, whatever breaks, also on a disk that was full. A block that comes for
 * a recorded height after all (the node was started again, or the chain was rolled back) takes it
 * and all above it back.
 */
final class HoleFile {
  private final Path directory;
  private final Path path;
  private final TempFile temp;
  private final boolean fsync;
  private final InstantSource clock;

  /** What the file says, in ascending order. */
  private List<Hole> recorded;

  /** How many bytes of the file say it; what a crash has left behind them does not count. */
  private long size;

  /** What no block has passed yet, in ascending order. */
  private List<Hole> pending = new ArrayList<>();

  private HoleFile(FileOptions options, InstantSource clock, String text) throws IOException {
    FileNames names = options.names();
    directory = names.directory();
    path = names.holes();
    temp = new TempFile(names.newHoles(), options.fileMode());
    fsync = options.fsync();
    this.clock = clock;
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    size = whole.getBytes(StandardCharsets.UTF_8).length;
    try {
      recorded = whole.lines().map(Hole::parse).collect(Collectors.toCollection(ArrayList::new));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s cannot be read, since %s: move it away, and the holes so far are forgotten"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  /**
   * Reads the file, if there is one.
   *
   * @param clock gives the time of a hole
   */
  static HoleFile open(FileOptions options, InstantSource clock) throws IOException {
    Path path = options.names().holes();
    try {
      return new HoleFile(options, clock, Files.readString(path));
    } catch (NoSuchFileException e) {
      return new HoleFile(options, clock, "");
    }
  }

  /** Remembers a hole until a block passes it. */
  void remember(long first, long last, String reason) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    pending = below(pending, first);
    add(pending, new Hole(first, last, now, reason));
  }

  /**
   * A block of this height has its files, and progress is about to reach it: what lies below it is
   * a hole for good. Not before, so that a long run of failures becomes one hole.
   */
  void passedBy(long height) throws IOException {
    if (pending.isEmpty() && lastRecorded() < height) {
      return; // As for almost every block.
    }
    List<Hole> passed = below(pending, height);
    long kept = passed.isEmpty() ? height : Math.min(height, passed.get(0).first());
    boolean isTakenBack = lastRecorded() >= kept;
    if (isTakenBack || !passed.isEmpty()) {
      try {
        write(passed, kept, isTakenBack);
      } catch (IOException e) {
        throw new FileFailure("writing", path, e);
      }
    }
    pending.clear();
  }

  /** The highest height that the file names; 0 when it names none. */
  private long lastRecorded() {
    return recorded.isEmpty() ? 0 : recorded.get(recorded.size() - 1).last();
  }

  private void write(List<Hole> passed, long kept, boolean isTakenBack) throws IOException {
    List<Hole> holes = below(recorded, kept);
    holes.addAll(passed);
    if (isTakenBack || size == 0) {
      size = replace(holes);
    } else {
      size += append(passed);
    }
    recorded = holes;
  }

  private long replace(List<Hole> holes) throws IOException {
    ByteBuffer bytes = bytesOf(holes);
    long length = bytes.remaining();
    try (FileChannel channel = temp.take()) {
      writeAll(channel, bytes);
    } catch (Throwable failure) {
      temp.discard();
      throw failure;
    }
    temp.moveTo(path);
    if (fsync) {
      WriteDirectory.force(directory);
    }
    return length;
  }

  private long append(List<Hole> holes) throws IOException {
    ByteBuffer bytes = bytesOf(holes);
    long length = bytes.remaining();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(size).position(size);
      writeAll(channel, bytes);
    }
    return length;
  }

  private void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    if (fsync) {
      channel.force(true);
    }
  }

  private static ByteBuffer bytesOf(List<Hole> holes) {
    return StandardCharsets.UTF_8.encode(
        holes.stream().map(Hole::line).collect(Collectors.joining()));
  }

  /** What of them lies below a height. */
  private static List<Hole> below(List<Hole> holes, long height) {
    return holes.stream()
        .filter(hole -> hole.first() < height)
        .map(hole -> hole.last() < height ? hole : hole.upTo(height - 1))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static void add(List<Hole> holes, Hole next) {
    int end = holes.size() - 1;
    if (end >= 0 && holes.get(end).isContinuedBy(next)) {
      holes.set(end, holes.get(end).upTo(next.last()));
    } else {
      holes.add(next);
    }
  }
}
