package org.abcistream.file.reader;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.abcistream.file.layout.BlockFileKind;
import org.abcistream.file.layout.FileNames;

/**
 * Recognises metadata of the reference's file streamer, which never forgets a transaction: the
 * metadata of a block begins with all transactions of the blocks before. Blocks that are asked for
 * in ascending order are read once. For one thread.
 */
public final class RepeatedTransactions implements Closeable {
  private static final int DELIVER_TXS = 3;

  private final FileNames names;
  private final PayloadWindow window = new PayloadWindow();
  private final WireFields fields = new WireFields();
  private final CRC32C crc = new CRC32C();

  /** What is remembered of the last block that was looked into. */
  private long height = -1;

  private int count;
  private long size;
  private long checksum;

  private RepeatedTransactions(FileNames names) {
    this.names = names;
  }

  /**
   * {@return what looks into the metadata of a directory}
   *
   * @param files the directory
   */
  public static RepeatedTransactions in(BlockFiles files) {
    return new RepeatedTransactions(files.names());
  }

  /**
   * {@return how many of a block's transactions, from the first on, are those of the block before;
   * 0 as the service writes it, and where the metadata of the block before is not there}
   *
   * @param block lends its metadata
   * @throws IOException if metadata cannot be read
   */
  public int count(StoredBlock block) throws IOException {
    Optional<ByteBuffer> bytes = block.metadataBytes();
    if (bytes.isEmpty()) {
      return 0;
    }
    try {
      return count(block.height(), bytes.get(), 0, bytes.get().limit());
    } catch (MalformedMessageException e) {
      throw block.noMetadata(e.found());
    }
  }

  /** The same for the bytes between two positions of a buffer. */
  int count(long blockHeight, ByteBuffer bytes, int from, int to)
      throws IOException, MalformedMessageException {
    if (height != blockHeight - 1) {
      rememberFile(blockHeight - 1);
    }
    return remember(blockHeight, bytes, from, to);
  }

  /** Closes the file of the block before. */
  @Override
  public void close() throws IOException {
    window.close();
  }

  /** Remembers a block that was not asked for; as one without transactions when it is no use. */
  private void rememberFile(long blockHeight) throws IOException {
    forget(blockHeight);
    try {
      if (window.open(names.block(BlockFileKind.META, blockHeight))) {
        int begin = window.requireAll();
        remember(blockHeight, window.bytes(), begin, begin + (int) window.payloadSize());
      }
    } catch (BlockFileException | MalformedMessageException e) {
      // Whoever checks or reads that block is told so; nothing of it can be recognised here.
      forget(blockHeight);
    }
  }

  private void forget(long blockHeight) {
    height = blockHeight;
    count = 0;
    size = 0;
    checksum = 0;
  }

  /** Remembers a block, and says how many transactions of the one before it begins with. */
  private int remember(long blockHeight, ByteBuffer bytes, int from, int to)
      throws MalformedMessageException {
    int repeated = 0;
    int transactions = 0;
    long transactionBytes = 0;
    ByteBuffer view = bytes.duplicate();
    crc.reset();
    fields.over(bytes, from, to);
    while (fields.next()) {
      if (fields.is(DELIVER_TXS, WireFields.BYTES)) {
        crc.update(view.limit(fields.position()).position(fields.offset()));
        transactionBytes += fields.size();
        transactions++;
        if (transactions == count && transactionBytes == size && crc.getValue() == checksum) {
          repeated = count;
        }
      }
    }
    height = blockHeight;
    count = transactions;
    size = transactionBytes;
    checksum = crc.getValue();
    return repeated;
  }
}
