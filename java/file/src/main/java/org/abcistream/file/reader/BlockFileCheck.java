package org.abcistream.file.reader;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;
import org.abcistream.file.layout.BlockFileKind;
import org.abcistream.file.layout.FileNames;

/**
 * Looks for what is wrong with the files of a directory. The files have no checksums, so changed
 * bytes inside of keys, of values and of metadata cannot be seen where they leave another valid
 * block. It needs memory for the largest pair and the largest metadata in one piece. For one
 * thread.
 */
public final class BlockFileCheck implements Closeable {
  private final BlockFiles files;
  private final FileNames names;
  private final PayloadWindow data = new PayloadWindow();
  private final PayloadWindow meta = new PayloadWindow();
  private final StoredPairs pairs = new StoredPairs(data);
  private final PairCheck pairCheck;
  private final MetadataCheck metadataCheck;
  private final RepeatedTransactions transactions;

  private BlockFileCheck(BlockFiles files, Strictness strictness) {
    this.files = files;
    names = files.names();
    pairCheck = new PairCheck(strictness);
    metadataCheck = new MetadataCheck(strictness);
    transactions = RepeatedTransactions.in(files);
  }

  /**
   * {@return a check of the files of a directory}
   *
   * @param files the directory
   * @param strictness which encodings it takes
   */
  public static BlockFileCheck of(BlockFiles files, Strictness strictness) {
    return new BlockFileCheck(files, strictness);
  }

  /**
   * {@return what is wrong with names and heights: files that are missing, and such that are left
   * over}
   *
   * @param listing what is there
   * @throws IOException if the service's record of holes cannot be read
   */
  public List<Finding> check(BlockListing listing) throws IOException {
    return new ListingCheck(names, files.holes()).check(listing);
  }

  /**
   * {@return what is wrong with the files of a height, of each kind the first in each file; nothing
   * when all is as it should be} Heights in ascending order are checked fastest.
   *
   * @param height which one
   * @throws IOException if the check is ended, as by an interrupt
   */
  public List<Finding> check(long height) throws IOException {
    Findings findings = new Findings();
    check(BlockFileKind.DATA, height, findings);
    check(BlockFileKind.META, height, findings);
    return findings.list();
  }

  /** Closes the files of the last block. */
  @Override
  public void close() throws IOException {
    try (data;
        meta;
        transactions) {
      // All, also when one of them fails.
    }
  }

  private void check(BlockFileKind kind, long height, Findings findings) throws IOException {
    Path file = names.block(kind, height);
    try {
      if (kind == BlockFileKind.META) {
        checkMetadata(file, height, findings);
      } else if (data.open(file)) {
        pairCheck.check(file, pairs, findings);
      } else {
        findings.add(
            file, 0, FindingKind.MISSING_DATA, "the file is not there: stream the block again");
      }
    } catch (BlockFileException e) {
      findings.add(e);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      findings.add(
          file,
          0,
          FindingKind.NOT_READABLE,
          "it cannot be read, %s: the system's log may say more".formatted(e.getMessage()));
    }
  }

  private void checkMetadata(Path file, long height, Findings findings) throws IOException {
    if (!meta.open(file)) {
      return;
    }
    int begin = meta.requireAll();
    int end = begin + (int) meta.payloadSize();
    try {
      metadataCheck.check(
          meta.bytes(),
          begin,
          end,
          height,
          (position, kind, sentence) -> findings.add(file, meta.offset(position), kind, sentence));
      int repeated = transactions.count(height, meta.bytes(), begin, end);
      if (repeated > 0) {
        findings.add(
            file,
            begin,
            FindingKind.REPEATED_TRANSACTIONS,
            ("the first %d transactions are those of the block before, as the reference's file"
                    + " streamer repeats them: pass them over")
                .formatted(repeated));
      }
    } catch (MalformedMessageException e) {
      throw meta.failure(
          FindingKind.INVALID_ENCODING,
          e.position(),
          "no BlockMetadata, %s: stream the block again".formatted(e.found()));
    }
  }
}
