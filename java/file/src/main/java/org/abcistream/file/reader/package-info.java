/**
 * Reads back what the file service, or the reference's file streamer, has written, and says what is
 * wrong with it.
 *
 * <h2>From a directory to a pair</h2>
 *
 * {@link org.abcistream.file.reader.BlockFiles} is a directory and a prefix. It lists the heights
 * ({@link org.abcistream.file.reader.BlockListing}), reads one block, or gives what goes through
 * many: a {@link org.abcistream.file.reader.BlockFileReader} for any height, a {@link
 * org.abcistream.file.reader.BlockSequence} over what is there, a {@link
 * org.abcistream.file.reader.BlockFollower} also for what comes.
 *
 * <pre>{@code
 * BlockFiles files = BlockFiles.open(Path.of("streamed"), "");
 * try (BlockSequence blocks = files.blocks(1, Long.MAX_VALUE)) {
 *   for (StoredBlock block = blocks.next(); block != null; block = blocks.next()) {
 *     StoredPairs pair = block.pairs();
 *     while (pair.advance()) {
 *       count(pair.storeKey(), pair.keySize(), pair.valueSize());
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>A {@link org.abcistream.file.reader.StoredBlock} is lent, and so are the views of its {@link
 * org.abcistream.file.reader.StoredPairs}: the buffers behind them are used again. A {@code
 * PayloadWindow} moves over each file, so that memory is needed for the largest pair and the
 * largest metadata, not for the largest block; where that does not fit in what the JVM has, the
 * error says so. Only {@link org.abcistream.file.reader.StoredMetadata} and the check's {@code
 * MessageShape} know protobuf: who reads only pairs need not have it.
 *
 * <h2>When a block is complete</h2>
 *
 * A file is whole when it has as many bytes behind its length as this says. A block is complete
 * when its metadata is there and both files are whole, since metadata gets its name last; where
 * metadata is off, when its data is whole. A follower takes metadata as off when it is told so.
 * Otherwise a block without metadata is complete when a later one is there, for then its writer has
 * gone on. So it holds for the reference too, which writes in place under the final name: what is
 * not whole yet is waited for.
 *
 * <p>A rollback of the chain is not seen here: its blocks are overwritten, data first. Who reads
 * them at that moment can have the data of one chain with the metadata of the other.
 *
 * <h2>What is read, and what is said of it</h2>
 *
 * Every valid protobuf encoding is read: fields in any order, again, or unknown. {@link
 * org.abcistream.file.reader.BlockFileCheck} finds what is not as the service writes it: any byte
 * that is missing or too many, a tag or a length that has changed as long as this leaves no other
 * well-formed file, what is unsorted or there twice, heights that are missing or wrong. It cannot
 * see changed bytes inside of keys, of values and of the fields of metadata, since the files have
 * no checksums; nor the one flipped bit in a hundred, among those of the tags and lengths in
 * metadata, that leaves what is written of another block. {@link
 * org.abcistream.file.reader.RepeatedTransactions} recognises metadata of the reference, which
 * repeats the transactions of all blocks before; nothing is wrong with it but its size.
 *
 * <p>A heap of 128 MB is enough, whatever the files are: a length in a file is never believed
 * before it is compared with what is there, and of a million faults one is kept.
 */
@NullMarked
package org.abcistream.file.reader;

import org.jspecify.annotations.NullMarked;
