package org.abcistream.file;

import static org.abcistream.file.layout.ProgressLayout.CRC_OFFSET;
import static org.abcistream.file.layout.ProgressLayout.FILE_SIZE;
import static org.abcistream.file.layout.ProgressLayout.HASH_OFFSET;
import static org.abcistream.file.layout.ProgressLayout.HASH_SIZE_OFFSET;
import static org.abcistream.file.layout.ProgressLayout.HEIGHT_OFFSET;
import static org.abcistream.file.layout.ProgressLayout.MAGIC;
import static org.abcistream.file.layout.ProgressLayout.MAGIC_OFFSET;
import static org.abcistream.file.layout.ProgressLayout.MAX_HASH_SIZE;
import static org.abcistream.file.layout.ProgressLayout.SEQUENCE_OFFSET;
import static org.abcistream.file.layout.ProgressLayout.SLOT_COUNT;
import static org.abcistream.file.layout.ProgressLayout.SLOT_SIZE;
import static org.abcistream.file.layout.ProgressLayout.VERSION;
import static org.abcistream.file.layout.ProgressLayout.VERSION_OFFSET;
import static org.abcistream.file.layout.ProgressLayout.crcOf;
import static org.abcistream.file.layout.ProgressLayout.isWhole;
import static org.abcistream.file.layout.ProgressLayout.slotOffset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.abcistream.file.layout.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * How far the service has come, apart from its output: a ring of the last writes, each one slot,
 * written in place. A slot that a crash has torn has a wrong CRC and does not count; the one before
 * it does, and a block more is written again. For one thread.
 */
final class ProgressFile implements Closeable {
  private final Path path;
  private final FileChannel channel;

  /** The whole file, with torn slots cleared. */
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(FILE_SIZE);

  private final CRC32C crc = new CRC32C();

  /** The number of the last write; 0 when there was none. */
  private long sequence;

  private ProgressFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    read();
    for (int slot = 0; slot < SLOT_COUNT; slot++) {
      int offset = slotOffset(slot);
      if (isWhole(bytes, offset, crc)) {
        sequence = Math.max(sequence, bytes.getLong(offset + SEQUENCE_OFFSET));
      } else {
        bytes.putLong(offset + SEQUENCE_OFFSET, 0);
      }
    }
  }

  /**
   * Opens the file, and creates it where it is missing.
   *
   * @throws IOException if it cannot be used, or is something else
   */
  static ProgressFile open(FileNames names) throws IOException {
    Path path = names.progress();
    FileChannel channel;
    try {
      if (!Files.exists(path)) {
        create(names);
      }
      channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new FileFailure("opening", path, e);
    }
    try {
      return new ProgressFile(path, channel);
    } catch (Throwable failure) {
      channel.close();
      throw failure;
    }
  }

  /** The height that was recorded last. */
  OptionalLong lastHeight() {
    return sequence == 0
        ? OptionalLong.empty()
        : OptionalLong.of(bytes.getLong(slotOffset(sequence) + HEIGHT_OFFSET));
  }

  /**
   * The app hash that was recorded with a height.
   *
   * <p>When a chain is rolled back, a lower height follows a higher one, and what was recorded
   * before it at the same or a higher height is of the abandoned chain. So the way goes from the
   * last write back, and ends at the first height below the wanted one.
   *
   * @return a copy, or null when it is not known
   */
  byte @Nullable [] appHashAt(long height) {
    for (long write = sequence; isKept(write); write--) {
      int offset = slotOffset(write);
      long slotHeight = bytes.getLong(offset + HEIGHT_OFFSET);
      if (slotHeight == height) {
        return hash(offset);
      }
      if (slotHeight < height) {
        return null;
      }
    }
    return null;
  }

  /**
   * Makes a height the last one. Not synced: where this is lost, a block is written again.
   *
   * @param appHash is read to its end
   */
  void record(long height, ByteBuffer appHash) throws IOException {
    long next = sequence + 1;
    int offset = slotOffset(next);
    fill(offset, next, height, appHash);
    try {
      bytes.limit(offset + SLOT_SIZE).position(offset);
      while (bytes.hasRemaining()) {
        channel.write(bytes, bytes.position());
      }
    } catch (IOException e) {
      throw new FileFailure("writing", path, e);
    }
    sequence = next;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Creates a file without a write, on the disk before it has its name. */
  private static void create(FileNames names) throws IOException {
    ByteBuffer empty = ByteBuffer.allocate(FILE_SIZE);
    empty.putLong(MAGIC_OFFSET, MAGIC).putInt(VERSION_OFFSET, VERSION);
    TempFile temp = new TempFile(names.newProgress(), TempFile.OWNER_ONLY);
    try (FileChannel channel = temp.take()) {
      while (empty.hasRemaining()) {
        channel.write(empty);
      }
      channel.force(true);
    }
    temp.moveTo(names.progress());
    WriteDirectory.force(names.directory());
  }

  private void read() throws IOException {
    try {
      while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
        // One call reads all there is, as a rule.
      }
      if (channel.size() == FILE_SIZE
          && !bytes.hasRemaining()
          && bytes.getLong(MAGIC_OFFSET) == MAGIC
          && bytes.getInt(VERSION_OFFSET) == VERSION) {
        return;
      }
    } catch (IOException e) {
      throw new FileFailure("reading", path, e);
    }
    throw new IOException(
        "%s is no progress file of version %d: delete it, and the service begins at the next block"
            .formatted(path, VERSION));
  }

  /** Whether the slot of a write still holds it, and not a later one or nothing. */
  private boolean isKept(long write) {
    return write > 0 && bytes.getLong(slotOffset(write) + SEQUENCE_OFFSET) == write;
  }

  private void fill(int offset, long number, long height, ByteBuffer appHash) {
    int hashSize = appHash.remaining() <= MAX_HASH_SIZE ? appHash.remaining() : 0;
    bytes.clear();
    bytes.putLong(offset + SEQUENCE_OFFSET, number);
    bytes.putLong(offset + HEIGHT_OFFSET, height);
    bytes.put(offset + HASH_SIZE_OFFSET, (byte) hashSize);
    bytes.position(offset + HASH_OFFSET);
    if (hashSize > 0) {
      bytes.put(appHash);
    }
    while (bytes.position() < offset + CRC_OFFSET) {
      bytes.put((byte) 0);
    }
    bytes.putInt(crcOf(bytes, offset, crc));
  }

  private int hashSize(int offset) {
    return Byte.toUnsignedInt(bytes.get(offset + HASH_SIZE_OFFSET));
  }

  private byte @Nullable [] hash(int offset) {
    byte[] hash = new byte[hashSize(offset)];
    bytes.clear().get(offset + HASH_OFFSET, hash);
    return hash.length == 0 ? null : hash;
  }
}
