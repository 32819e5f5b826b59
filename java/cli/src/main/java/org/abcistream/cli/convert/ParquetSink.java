package org.abcistream.cli.convert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.abcistream.api.StoreKVPair;
import org.abcistream.api.StoreKey;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * One Parquet file, a row a pair, compressed with zstd.
 *
 * <p>Columns are written directly, and by the file's own writer. The usual way, a writer of
 * records, has types of Hadoop in what must be implemented.
 */
final class ParquetSink implements PairSink {
  /** Bytes of rows that are gathered in memory: a row group, before it is compressed. */
  private static final long ROW_GROUP_BYTES = 32L << 20;

  /** What a row costs beside its key and its value. */
  private static final int ROW_OVERHEAD = 32;

  /** A row group need not begin where a block of the file system does. */
  private static final int NO_PADDING = 0;

  private static final int HEIGHT = 0;
  private static final int STORE_KEY = 1;
  private static final int DELETE = 2;
  private static final int KEY = 3;
  private static final int VALUE = 4;
  private static final int DECODED = 5;

  private final PairShape shape;
  private final MessageType schema;
  private final ParquetProperties properties;
  private final ZstdCompressor compressor = new ZstdCompressor();
  private final ParquetFileWriter file;

  /** The rows that are not written yet; null when there are none. */
  private @Nullable RowGroup group;

  private long groupBytes;

  private StoreKey lastStore = new StoreKey("?");
  private Binary storeName = Binary.EMPTY;
  private byte[] key = {};
  private byte[] value = {};

  ParquetSink(Path path, PairShape shape) throws IOException {
    this.shape = shape;
    schema = schema(shape.hasDecoded());
    properties = properties();
    file =
        new ParquetFileWriter(
            new LocalOutputFile(path),
            schema,
            ParquetFileWriter.Mode.OVERWRITE,
            ROW_GROUP_BYTES,
            NO_PADDING,
            properties.getColumnIndexTruncateLength(),
            properties.getStatisticsTruncateLength(),
            properties.getPageWriteChecksumEnabled(),
            (FileEncryptionProperties) null);
    file.start();
  }

  @Override
  public void write(long height, StoreKVPair pair) throws IOException {
    RowGroup rows = group == null ? new RowGroup(schema, properties, compressor) : group;
    group = rows;
    rows.put(HEIGHT, height);
    rows.put(STORE_KEY, nameOf(pair.storeKey()));
    rows.put(DELETE, pair.isDelete());
    key = copy(pair.key(), key);
    rows.put(KEY, Binary.fromReusedByteArray(key, 0, pair.keySize()));
    value = copy(pair.value(), value);
    rows.put(VALUE, Binary.fromReusedByteArray(value, 0, pair.valueSize()));
    if (shape.hasDecoded()) {
      putDecoded(rows, shape.decoded(pair));
    }
    rows.endRow();
    groupBytes += ROW_OVERHEAD + pair.keySize() + pair.valueSize();
    if (groupBytes >= ROW_GROUP_BYTES) {
      writeGroup(rows);
    }
  }

  @Override
  public void finish() throws IOException {
    if (group != null) {
      writeGroup(group);
    }
    file.end(Map.of());
  }

  @Override
  public void close() throws IOException {
    if (group != null) {
      group.close();
    }
    compressor.release();
    file.close();
  }

  private void putDecoded(RowGroup rows, Optional<String> json) {
    if (json.isPresent()) {
      rows.putOptional(DECODED, Binary.fromString(json.get()));
      groupBytes += json.get().length();
    } else {
      rows.putNothing(DECODED);
    }
  }

  private void writeGroup(RowGroup rows) throws IOException {
    rows.writeTo(file);
    rows.close();
    group = null;
    groupBytes = 0;
  }

  /** Pairs of a store come one after the other, with the same object for its name. */
  private Binary nameOf(StoreKey store) {
    if (!store.equals(lastStore)) {
      lastStore = store;
      storeName = Binary.fromConstantByteArray(store.name().getBytes(StandardCharsets.UTF_8));
    }
    return storeName;
  }

  /** {@return the room, or a larger one, with the bytes at its begin} */
  private static byte[] copy(ByteBuffer bytes, byte[] room) {
    int size = bytes.remaining();
    byte[] target =
        size <= room.length ? room : Arrays.copyOf(room, Math.max(size, 2 * room.length));
    bytes.get(target, 0, size);
    return target;
  }

  private static MessageType schema(boolean hasDecoded) {
    Types.GroupBuilder<MessageType> columns =
        Types.buildMessage()
            .required(PrimitiveTypeName.INT64)
            .named("height")
            .required(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named("store_key")
            .required(PrimitiveTypeName.BOOLEAN)
            .named("delete")
            .required(PrimitiveTypeName.BINARY)
            .named("key")
            .required(PrimitiveTypeName.BINARY)
            .named("value");
    if (hasDecoded) {
      columns
          .optional(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.jsonType())
          .named("decoded");
    }
    return columns.named("pair");
  }

  /**
   * Heights and stores come again and again. Of all columns only heights ascend, so that their
   * ranges help a query.
   */
  private static ParquetProperties properties() {
    return ParquetProperties.builder()
        .withAllocator(HeapByteBufferAllocator.getInstance())
        .withDictionaryEncoding(false)
        .withDictionaryEncoding("height", true)
        .withDictionaryEncoding("store_key", true)
        .withStatisticsEnabled(false)
        .withStatisticsEnabled("height", true)
        .withSizeStatisticsEnabled(false)
        .build();
  }
}
