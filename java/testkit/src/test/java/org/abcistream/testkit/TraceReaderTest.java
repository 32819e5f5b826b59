package org.abcistream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.abcistream.testkit.TraceRecord.BeginBlock;
import org.abcistream.testkit.TraceRecord.Commit;
import org.abcistream.testkit.TraceRecord.DeliverTx;
import org.abcistream.testkit.TraceRecord.EndBlock;
import org.abcistream.testkit.TraceRecord.FinalizeBlock;
import org.abcistream.testkit.TraceRecord.Write;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceReaderTest {
  private static final List<TraceRecord> RECORDS =
      List.of(
          new BeginBlock(bytes("begin"), bytes("began")),
          new DeliverTx(bytes("transaction"), bytes("")),
          new EndBlock(bytes(""), bytes("ended")),
          new Write("bank", bytes("key"), bytes("value"), false),
          new Write("bank", bytes("key"), bytes(""), true),
          new Commit(0x0102030405060708L, bytes("committed")),
          new FinalizeBlock(bytes("finalize"), bytes("finalized")),
          new Commit(0x0102030405060709L, bytes("")));

  @TempDir private Path folder;

  @Test
  void everyKindOfRecordIsRead() throws IOException {
    assertThat(TraceReader.readAll(trace(encoded(RECORDS))))
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(RECORDS);
  }

  @Test
  void anEmptyTraceHasNoRecords() throws IOException {
    assertThat(TraceReader.readAll(trace(new byte[0]))).isEmpty();
  }

  @Test
  void aTraceIsUnpackedWhereItsNameSaysSo() throws IOException {
    Path file = folder.resolve("trace.bin.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(encoded(RECORDS));
    }
    assertThat(TraceReader.readAll(file))
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(RECORDS);
  }

  @Test
  void theStoresOfATraceAreThoseThatItWritesTo() throws IOException {
    Path file =
        trace(
            encoded(
                List.of(
                    new Write("staking", bytes("key"), bytes("value"), false),
                    new Write("bank", bytes("key"), bytes("value"), false),
                    new Write("staking", bytes("key"), bytes(""), true))));
    assertThat(TraceReplay.storesOf(file)).containsExactly("bank", "staking");
  }

  @Test
  void aTraceThatEndsWithinARecordIsRefusedWhereverItEnds() throws IOException {
    byte[] whole = encoded(RECORDS);
    Set<Integer> ends = endsOfRecords();
    for (int size = 0; size < whole.length; size++) {
      Path file = trace(Arrays.copyOf(whole, size));
      if (ends.contains(size)) {
        assertThat(TraceReader.readAll(file)).hasSize(recordsWithin(size));
      } else {
        assertThatIOException()
            .isThrownBy(() -> TraceReader.readAll(file))
            .withMessageStartingWith("%s: byte %d: the trace ends within a record, ", file, size);
      }
    }
  }

  @Test
  void aTraceThatEndsWithinARecordSaysHowMuchIsMissing() throws IOException {
    byte[] whole = encoded(List.of(new Commit(1, bytes("committed"))));
    Path file = trace(Arrays.copyOf(whole, whole.length - 4));
    assertThatIOException()
        .isThrownBy(() -> TraceReader.readAll(file))
        .withMessage("%s: byte 18: the trace ends within a record, 4 bytes before its end", file);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 255})
  void aRecordOfAnUnknownKindIsRefused(int kind) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(encoded(List.of(new Commit(1, bytes("")))));
    bytes.write(kind);
    Path file = trace(bytes.toByteArray());
    assertThatIOException()
        .isThrownBy(() -> TraceReader.readAll(file))
        .withMessage("%s: byte 13: a record of kind %d, and the kinds are 1 to 6", file, kind);
  }

  @ParameterizedTest
  @ValueSource(ints = {(1 << 30) + 1, Integer.MAX_VALUE, -1})
  void aLengthThatNoRecordHasIsRefused(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN);
    Path file = trace(bytes.put((byte) 1).putInt(length).array());
    assertThatIOException()
        .isThrownBy(() -> TraceReader.readAll(file))
        .withMessage(
            "%s: byte 1: a length of %d bytes, and 1073741824 are the most",
            file, Integer.toUnsignedLong(length));
  }

  private Path trace(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("trace.bin"), bytes);
  }

  private static Set<Integer> endsOfRecords() {
    Set<Integer> ends = new TreeSet<>();
    for (int count = 0; count <= RECORDS.size(); count++) {
      ends.add(encoded(RECORDS.subList(0, count)).length);
    }
    return ends;
  }

  private static int recordsWithin(int size) {
    int count = 0;
    while (encoded(RECORDS.subList(0, count)).length < size) {
      count++;
    }
    return count;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] encoded(List<TraceRecord> records) {
    ByteBuffer trace = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
    records.forEach(record -> put(trace, record));
    return Arrays.copyOf(trace.array(), trace.position());
  }

  private static void put(ByteBuffer trace, TraceRecord record) {
    if (record instanceof BeginBlock begin) {
      put(trace, 1, begin.request(), begin.response());
    } else if (record instanceof DeliverTx tx) {
      put(trace, 2, tx.request(), tx.response());
    } else if (record instanceof EndBlock end) {
      put(trace, 3, end.request(), end.response());
    } else if (record instanceof FinalizeBlock finalize) {
      put(trace, 6, finalize.request(), finalize.response());
    } else if (record instanceof Write write) {
      trace.put((byte) 5).put((byte) (write.delete() ? 1 : 0));
      put(trace, bytes(write.store()), write.key(), write.value());
    } else if (record instanceof Commit commit) {
      trace.put((byte) 4).putLong(commit.height());
      put(trace, commit.response());
    }
  }

  private static void put(ByteBuffer trace, int kind, byte[] request, byte[] response) {
    trace.put((byte) kind);
    put(trace, request, response);
  }

  private static void put(ByteBuffer trace, byte[]... blobs) {
    for (byte[] blob : blobs) {
      trace.putInt(blob.length).put(blob);
    }
  }
}
