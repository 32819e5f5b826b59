/**
 * {@code convert}: pairs of many blocks as one file, for databases and spreadsheets.
 *
 * <h2>What it makes</h2>
 *
 * A row a pair, in the order of the blocks and, within each, of its data file: {@code height},
 * {@code store_key}, {@code delete}, {@code key}, {@code value}, and with {@code --decode} a column
 * {@code decoded}, which is JSON where the pair is a well-known one and nothing where not. A {@code
 * PairSink} takes the rows:
 *
 * <ul>
 *   <li>{@code JsonLinesSink} and {@code CsvSink} write keys and values in hex or base64, and can
 *       write to the standard output.
 *   <li>{@code ParquetSink} writes bytes as bytes. Rows are gathered to {@code RowGroup}s of 32 MiB
 *       in memory. {@code store_key} and {@code height} have dictionaries, and the range of heights
 *       in each group lets a database skip those that it need not read.
 * </ul>
 *
 * <h2>Parquet without Hadoop</h2>
 *
 * The library that writes the format comes from Hadoop and names its types in many places. Nothing
 * of Hadoop is here at compile time or at run time: this package uses the layer below, which writes
 * columns ({@code ColumnWriteStore}) and files ({@code ParquetFileWriter} on a local file), and
 * compresses pages by {@code ZstdCompressor}. Version 1.18.1 of the library loads classes of Hadoop
 * there; a test converts and reads back, so that an update which does says so.
 *
 * <h2>What holds</h2>
 *
 * A file has its name when it is whole ({@link org.abcistream.cli.convert.WholeFile}); one that is
 * there is not replaced without {@code --force}. Heights that are missing are said, and make the
 * exit code 1. A block that is not whole ends the conversion without a file.
 */
@NullMarked
package org.abcistream.cli.convert;

import org.jspecify.annotations.NullMarked;
