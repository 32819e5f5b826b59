package org.abcistream.file.reader;

import static org.abcistream.file.layout.ProgressLayout.FILE_SIZE;
import static org.abcistream.file.layout.ProgressLayout.HEIGHT_OFFSET;
import static org.abcistream.file.layout.ProgressLayout.MAGIC;
import static org.abcistream.file.layout.ProgressLayout.MAGIC_OFFSET;
import static org.abcistream.file.layout.ProgressLayout.SEQUENCE_OFFSET;
import static org.abcistream.file.layout.ProgressLayout.SLOT_COUNT;
import static org.abcistream.file.layout.ProgressLayout.VERSION;
import static org.abcistream.file.layout.ProgressLayout.VERSION_OFFSET;
import static org.abcistream.file.layout.ProgressLayout.isWhole;
import static org.abcistream.file.layout.ProgressLayout.slotOffset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/** Reads a service's record of progress, also while the service writes it. */
final class RecordedProgress {
  private RecordedProgress() {}

  /** The height that was recorded last; empty when there is none, or no record. */
  static OptionalLong read(Path file) throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(content);
    if (content.length != FILE_SIZE
        || bytes.getLong(MAGIC_OFFSET) != MAGIC
        || bytes.getInt(VERSION_OFFSET) != VERSION) {
      throw new IOException("%s is no progress file of version %d".formatted(file, VERSION));
    }
    CRC32C crc = new CRC32C();
    long newest = 0;
    for (int slot = 0; slot < SLOT_COUNT; slot++) {
      int offset = slotOffset(slot);
      if (isWhole(bytes, offset, crc)) {
        newest = Math.max(newest, bytes.getLong(offset + SEQUENCE_OFFSET));
      }
    }
    return newest == 0
        ? OptionalLong.empty()
        : OptionalLong.of(bytes.getLong(slotOffset(newest) + HEIGHT_OFFSET));
  }
}
