package org.abcistream.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.abcistream.testkit.TraceRecord.BeginBlock;
import org.abcistream.testkit.TraceRecord.Commit;
import org.abcistream.testkit.TraceRecord.DeliverTx;
import org.abcistream.testkit.TraceRecord.EndBlock;
import org.abcistream.testkit.TraceRecord.FinalizeBlock;
import org.abcistream.testkit.TraceRecord.Write;

/**
 * Reads a recorded chain. The format, whose integers are little-endian, is described beside the
 * traces that the project ships, in {@code native/examples/traces}.
 */
public final class TraceReader implements AutoCloseable {
  private static final int LARGEST_BLOB = 1 << 30;
  private static final int AT_A_TIME = 1 << 20;

  private final Path file;
  private final InputStream in;
  private long offset;

  private TraceReader(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * Opens a trace.
   *
   * @param file unpacked where its name ends in {@code .gz}
   * @return the reader, which the caller closes
   * @throws IOException if the file cannot be opened
   */
  public static TraceReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return new TraceReader(
        file,
        new BufferedInputStream(
            file.toString().endsWith(".gz") ? new GZIPInputStream(in, AT_A_TIME) : in, AT_A_TIME));
  }

  /**
   * Reads all records of a trace.
   *
   * @param file unpacked where its name ends in {@code .gz}
   * @return the records, in their order
   * @throws IOException if the trace cannot be read
   */
  public static List<TraceRecord> readAll(Path file) throws IOException {
    List<TraceRecord> records = new ArrayList<>();
    try (TraceReader reader = open(file)) {
      for (Optional<TraceRecord> record = reader.next();
          record.isPresent();
          record = reader.next()) {
        records.add(record.get());
      }
    }
    return records;
  }

  /**
   * {@return the next record, or empty at the end}
   *
   * @throws IOException if the trace cannot be read, ends within a record, or has one of no known
   *     kind; names file and offset
   */
  public Optional<TraceRecord> next() throws IOException {
    int kind = in.read();
    if (kind < 0) {
      return Optional.empty();
    }
    offset++;
    return Optional.of(
        switch (kind) {
          case 1 -> new BeginBlock(blob(), blob());
          case 2 -> new DeliverTx(blob(), blob());
          case 3 -> new EndBlock(blob(), blob());
          case 4 -> new Commit(numbers(Long.BYTES).getLong(), blob());
          case 5 -> write();
          case 6 -> new FinalizeBlock(blob(), blob());
          default ->
              throw new IOException(
                  "%s: byte %d: a record of kind %d, and the kinds are 1 to 6"
                      .formatted(file, offset - 1, kind));
        });
  }

  private Write write() throws IOException {
    boolean delete = numbers(1).get() != 0;
    String store = new String(blob(), StandardCharsets.UTF_8);
    return new Write(store, blob(), blob(), delete);
  }

  private byte[] blob() throws IOException {
    int size = numbers(Integer.BYTES).getInt();
    if (size < 0 || size > LARGEST_BLOB) {
      throw new IOException(
          "%s: byte %d: a length of %d bytes, and %d are the most"
              .formatted(file, offset - Integer.BYTES, Integer.toUnsignedLong(size), LARGEST_BLOB));
    }
    return read(size);
  }

  private ByteBuffer numbers(int size) throws IOException {
    return ByteBuffer.wrap(read(size)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private byte[] read(int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new IOException(
          "%s: byte %d: the trace ends within a record, %d bytes before its end"
              .formatted(file, offset + bytes.length, size - bytes.length));
    }
    offset += size;
    return bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
