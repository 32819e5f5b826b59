package org.abcistream.cli.convert;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

/**
 * Rows that are written to a Parquet file together, column by column. They are in memory until
 * {@link #writeTo}. For one thread.
 */
final class RowGroup implements AutoCloseable {
  /** In every column: nothing here is repeated. */
  private static final int NOT_REPEATED = 0;

  private static final int REQUIRED = 0;
  private static final int OPTIONAL_AND_THERE = 1;
  private static final int OPTIONAL_AND_ABSENT = 0;

  private final ColumnChunkPageWriteStore pages;
  private final ColumnWriteStore store;
  private final List<ColumnWriter> columns = new ArrayList<>();
  private long rows;

  RowGroup(MessageType schema, ParquetProperties properties, ZstdCompressor compressor) {
    pages =
        new ColumnChunkPageWriteStore(
            compressor,
            schema,
            properties.getAllocator(),
            properties.getColumnIndexTruncateLength());
    store = properties.newColumnWriteStore(schema, pages);
    for (ColumnDescriptor column : schema.getColumns()) {
      columns.add(store.getColumnWriter(column));
    }
  }

  void put(int column, long value) {
    columns.get(column).write(value, NOT_REPEATED, REQUIRED);
  }

  void put(int column, boolean value) {
    columns.get(column).write(value, NOT_REPEATED, REQUIRED);
  }

  /** The value is copied. */
  void put(int column, Binary value) {
    columns.get(column).write(value, NOT_REPEATED, REQUIRED);
  }

  /** The value is copied. */
  void putOptional(int column, Binary value) {
    columns.get(column).write(value, NOT_REPEATED, OPTIONAL_AND_THERE);
  }

  void putNothing(int column) {
    columns.get(column).writeNull(NOT_REPEATED, OPTIONAL_AND_ABSENT);
  }

  /** Ends a row, which has a value in each column. */
  void endRow() {
    store.endRecord();
    rows++;
  }

  /** Writes all rows. Nothing may be put afterwards. */
  void writeTo(ParquetFileWriter file) throws IOException {
    file.startBlock(rows);
    store.flush();
    pages.flushToFileWriter(file);
    file.endBlock();
  }

  @Override
  public void close() {
    store.close();
    pages.close();
  }
}
