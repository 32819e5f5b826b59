package org.abcistream.file.reader;

import static org.abcistream.file.layout.BlockFileKind.LENGTH_SIZE;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A window over the payload of one file after the other. It keeps one direct buffer, which grows
 * when something must be in it in one piece; so a file may be of any size. Positions are those in
 * the buffer, and each move of the window makes the ones before it void. For one thread.
 */
final class PayloadWindow implements Closeable {
  /** Small enough for a processor's cache, large enough for few calls. */
  private static final int FIRST_CAPACITY = 256 << 10;

  private static final int MIB = 1 << 20;

  /** From here on, room for more of the same is too dear. */
  private static final int LARGE = 8 * MIB;

  /** What other buffers need. */
  private static final int SPARE_MIB = 64;

  private ByteBuffer buffer = ByteBuffer.allocateDirect(FIRST_CAPACITY);
  private ByteBuffer view = buffer.asReadOnlyBuffer();
  private @Nullable FileChannel channel;
  private Path file = Path.of("");

  /** Where in the file the buffer begins. */
  private long base;

  /** Where in the buffer ends what was read. */
  private int limit;

  private long fileSize;

  /**
   * Opens a file, if it is there, and closes the one before.
   *
   * @return whether it is there
   * @throws BlockFileException if it is not whole
   */
  boolean open(Path path) throws IOException {
    close();
    file = path;
    if (!isThere()) {
      return false;
    }
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      return false;
    } catch (AccessDeniedException e) {
      throw failure(
          FindingKind.NOT_READABLE, 0, "this user may not read the file: run as one who may");
    }
    fileSize = channel.size();
    try {
      rewind();
      requireWhole();
    } catch (Throwable failure) {
      close();
      throw failure;
    }
    return true;
  }

  /** Moves back to where the payload begins, which has the position {@code LENGTH_SIZE}. */
  void rewind() throws IOException {
    if (base != 0 || limit == 0) {
      base = 0;
      limit = 0;
      fill(openChannel(), (int) Math.min(LENGTH_SIZE, fileSize));
    }
  }

  /** The buffer as it is until the next move: read-only, of any position and limit. */
  ByteBuffer bytes() {
    return view;
  }

  /** How many bytes the payload has from a position on. */
  long remaining(int position) {
    return fileSize - base - position;
  }

  /** Where in the file a position is. */
  long offset(int position) {
    return base + position;
  }

  long payloadSize() {
    return fileSize - LENGTH_SIZE;
  }

  /**
   * Has bytes in the buffer in one piece.
   *
   * @param size at most what {@link #remaining} says
   * @return where they are now
   */
  int require(int position, int size) throws IOException {
    if (size <= limit - position) {
      return position;
    }
    moveTo(position, size);
    return 0;
  }

  /** Has the whole payload in the buffer, and says where. */
  int requireAll() throws IOException {
    rewind();
    if (payloadSize() > Integer.MAX_VALUE - LENGTH_SIZE) {
      throw failure(
          FindingKind.NOT_READABLE,
          LENGTH_SIZE,
          "%d bytes are more than one message can have".formatted(payloadSize()));
    }
    return require(LENGTH_SIZE, (int) payloadSize());
  }

  /** What is wrong at a position, with the file's name. */
  BlockFileException failure(FindingKind kind, int position, String sentence) {
    return new BlockFileException(kind, file, offset(position), sentence);
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    base = 0;
    limit = 0;
    if (open != null) {
      open.close();
    }
  }

  /** To open something else than a file could wait for ever, as for a named pipe. */
  private boolean isThere() throws BlockFileException {
    File asked = file.toFile();
    if (asked.isFile()) {
      return true;
    }
    boolean isThere = asked.exists();
    // Asked again, since it may have come in between.
    if (isThere && !asked.isFile()) {
      throw failure(FindingKind.NOT_READABLE, 0, "this is no file: move it away");
    }
    return isThere;
  }

  private void moveTo(int position, int size) throws IOException {
    FileChannel open = openChannel();
    ByteBuffer kept = buffer.limit(limit).position(position);
    if (size > buffer.capacity()) {
      replace(allocate(position, size), kept);
    } else {
      buffer.compact();
    }
    base += position;
    limit -= position;
    fill(open, size);
  }

  private void replace(ByteBuffer larger, ByteBuffer kept) {
    larger.put(kept);
    buffer = larger;
    view = larger.asReadOnlyBuffer();
  }

  private ByteBuffer allocate(int position, int size) throws BlockFileException {
    try {
      return ByteBuffer.allocateDirect(size < LARGE ? 2 * size : size);
    } catch (OutOfMemoryError e) {
      // Of the memory for direct buffers, whose limit is told beforehand; the heap is as it was.
      throw failure(
          FindingKind.NOT_READABLE,
          position,
          "%d bytes must be in memory in one piece: give the JVM more, -XX:MaxDirectMemorySize=%dm"
              .formatted(size, 2L * size / MIB + SPARE_MIB));
    }
  }

  /** Reads on until the buffer has at least so many bytes. */
  private void fill(FileChannel open, int least) throws IOException {
    buffer.clear().position(limit);
    while (limit < least) {
      if (open.read(buffer, base + limit) <= 0) {
        throw failure(
            FindingKind.TRUNCATED,
            limit,
            "the file became shorter while it was read: whoever writes it must rename it when it is"
                + " whole");
      }
      limit = buffer.position();
    }
  }

  private FileChannel openChannel() {
    if (channel == null) {
      throw new IllegalStateException(
          "the block is closed, or its reader has read on: copy what is needed longer");
    }
    return channel;
  }

  private void requireWhole() throws BlockFileException {
    if (fileSize == 0) {
      throw failure(
          FindingKind.EMPTY_FILE,
          0,
          "the file is empty: a loss of power leaves it so, stream it again");
    }
    if (fileSize < LENGTH_SIZE) {
      throw failure(
          FindingKind.TRUNCATED,
          limit,
          "the file ends inside the %d bytes of its length: stream the block again"
              .formatted(LENGTH_SIZE));
    }
    long claimed = buffer.getLong(0);
    if (claimed != payloadSize()) {
      boolean more = Long.compareUnsigned(claimed, payloadSize()) > 0;
      throw new BlockFileException(
          more ? FindingKind.TRUNCATED : FindingKind.TRAILING_BYTES,
          file,
          more ? fileSize : LENGTH_SIZE + claimed,
          "the length says %s bytes, %d follow it: stream the block again"
              .formatted(Long.toUnsignedString(claimed), payloadSize()));
    }
  }
}
