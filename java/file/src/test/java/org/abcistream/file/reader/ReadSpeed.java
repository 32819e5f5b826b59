package org.abcistream.file.reader;

import static org.abcistream.file.reader.BlockDirectory.metadataOf;
import static org.abcistream.file.reader.BlockDirectory.set;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.abcistream.file.layout.BlockFileKind;
import org.abcistream.proto.cosmos.base.store.v1beta1.BlockMetadata;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;
import org.abcistream.proto.tendermint.abci.Event;
import org.abcistream.proto.tendermint.abci.EventAttribute;
import org.abcistream.proto.tendermint.abci.RequestDeliverTx;
import org.abcistream.proto.tendermint.abci.ResponseDeliverTx;

/**
 * Measures, over the blocks of a directory that are in the page cache, how fast they are only read,
 * walked and checked, in megabytes for each second of the processor: what else the machine does is
 * not counted. Rounds alternate, so that it slows all three alike.
 *
 * <p>{@code ReadSpeed DIRECTORY [BLOCKS BYTES]} first makes so many blocks of about so many bytes
 * where the directory is not there.
 */
final class ReadSpeed {
  private static final int ROUNDS = 5;
  private static final double MEGA = 1e6;
  private static final double NANOS = 1e9;
  private static final String[] STORES = {"acc", "bank", "distribution", "staking"};
  private static final int PAIR_SIZE = 130;
  private static final int TX_SIZE = 1100;

  private ReadSpeed() {}

  /** Measures, and prints a line for each round. */
  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[0]);
    if (!Files.exists(path)) {
      make(path, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    }
    BlockFiles files = BlockFiles.open(path, "");
    for (int round = 0; round < ROUNDS; round++) {
      double read = speed(files, ReadSpeed::read);
      double walk = speed(files, ReadSpeed::walk);
      double check = speed(files, ReadSpeed::check);
      System.out.printf(
          Locale.ROOT,
          "read %6.0f MB/s, walk %6.0f (%.2f of that), check %6.0f (%.2f)%n",
          read,
          walk,
          walk / read,
          check,
          check / read);
    }
  }

  private static double speed(BlockFiles files, Pass pass) throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begun = threads.getCurrentThreadCpuTime();
    long bytes = pass.over(files);
    return bytes / MEGA / ((threads.getCurrentThreadCpuTime() - begun) / NANOS);
  }

  /** Only reads all files. */
  private static long read(BlockFiles files) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
    BlockListing listing = files.list();
    long bytes = 0;
    for (int i = 0; i < listing.count(); i++) {
      for (BlockFileKind kind : BlockFileKind.values()) {
        if (listing.has(i, kind)) {
          try (FileChannel file = FileChannel.open(files.names().block(kind, listing.height(i)))) {
            for (int size = 0; size >= 0; size = file.read(buffer.clear())) {
              bytes += size;
            }
          }
        }
      }
    }
    return bytes;
  }

  /** What a count of pairs, keys and values needs. */
  private static long walk(BlockFiles files) throws IOException {
    long bytes = 0;
    long counted = 0;
    try (BlockSequence blocks = files.blocks(0, Long.MAX_VALUE)) {
      for (StoredBlock block = blocks.next(); block != null; block = blocks.next()) {
        bytes += block.dataSize() + block.metadataSize().orElse(0);
        StoredPairs pairs = block.pairs();
        while (pairs.advance()) {
          counted += pairs.keySize() + pairs.valueSize() + (pairs.isDelete() ? 1 : 0);
        }
      }
    }
    if (counted > bytes) {
      throw new IllegalStateException("more than there is");
    }
    return bytes;
  }

  private static long check(BlockFiles files) throws IOException {
    BlockListing listing = files.list();
    long bytes = 0;
    try (BlockFileCheck check = BlockFileCheck.of(files, Strictness.CANONICAL)) {
      if (!check.check(listing).isEmpty()) {
        throw new IllegalStateException("the listing is not clean");
      }
      for (int i = 0; i < listing.count(); i++) {
        if (!check.check(listing.height(i)).isEmpty()) {
          throw new IllegalStateException("not clean: " + check.check(listing.height(i)));
        }
        for (BlockFileKind kind : BlockFileKind.values()) {
          if (listing.has(i, kind)) {
            bytes += Files.size(files.names().block(kind, listing.height(i)));
          }
        }
      }
    }
    return bytes;
  }

  /** Keys, values and transactions of about the sizes that a recorded chain has. */
  private static void make(Path path, int blocks, int bytes) throws IOException {
    BlockDirectory directory = new BlockDirectory(Files.createDirectories(path));
    for (int height = 1; height <= blocks; height++) {
      directory.writeData(height, pairs(height, bytes * 3 / 4 / STORES.length / PAIR_SIZE));
      directory.writeMeta(height, metadata(height, bytes / 4 / TX_SIZE));
    }
  }

  private static StoreKVPair[] pairs(int height, int countInStore) {
    List<StoreKVPair> pairs = new ArrayList<>();
    for (String store : STORES) {
      for (int i = 0; i < countInStore; i++) {
        String key = "%012d of an account".formatted(i);
        pairs.add(set(store, key, "%d ".formatted(height).repeat(i % 37)));
      }
    }
    return pairs.toArray(StoreKVPair[]::new);
  }

  private static BlockMetadata metadata(int height, int transactions) {
    BlockMetadata.DeliverTx transaction =
        BlockMetadata.DeliverTx.newBuilder()
            .setRequest(
                RequestDeliverTx.newBuilder()
                    .setTx(ByteString.copyFromUtf8("%9d ".formatted(height).repeat(50))))
            .setResponse(
                ResponseDeliverTx.newBuilder()
                    .setGasUsed(100_000)
                    .addAllEvents(
                        Collections.nCopies(
                            8,
                            Event.newBuilder()
                                .setType("coin_spent")
                                .addAttributes(
                                    EventAttribute.newBuilder()
                                        .setKey("spender")
                                        .setValue("cosmos1".repeat(6)))
                                .build())))
            .build();
    return metadataOf(height).toBuilder()
        .addAllDeliverTxs(Collections.nCopies(transactions, transaction))
        .build();
  }

  /** One way over all blocks. */
  private interface Pass {
    /** Says how many bytes there were. */
    long over(BlockFiles files) throws IOException;
  }
}
