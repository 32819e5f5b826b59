package org.abcistream.cli;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;

/**
 * A measurement, not a test: {@code stat}, {@code verify} and {@code convert --to parquet} beside a
 * plain read of the same files, in turn, so that their ratio holds on a machine that is busy. From
 * the root:
 *
 * <pre>
 * mvn -q -pl java/cli test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *   -Dexec.args="-Xmx128m -cp %classpath org.abcistream.cli.Throughput DIRECTORY"
 * </pre>
 *
 * <p>Blocks are generated where the directory is not there yet: 10,000 of them, 1 GB, 7 million
 * pairs. The best of the rounds counts, when the files are in the page cache.
 */
final class Throughput {
  private static final int BLOCKS = 10_000;
  private static final String[] STORES = {"acc", "bank", "distribution", "gov", "staking"};
  private static final int PAIRS_PER_STORE = 140;
  private static final int ROUNDS = 3;

  private Throughput() {}

  /** Takes the directory. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    Path blocks = directory.resolve("blocks");
    if (!Files.exists(blocks)) {
      generate(Files.createDirectories(blocks));
    }
    Path parquet = directory.resolve("pairs.parquet");
    for (int round = 1; round <= ROUNDS; round++) {
      long begin = System.nanoTime();
      long bytes = readAll(blocks);
      double plain = secondsSince(begin);
      double stat = seconds("stat", "--dir", blocks);
      double verify = seconds("verify", "--dir", blocks);
      double convert =
          seconds("convert", "--to", "parquet", "--dir", blocks, "--out", parquet, "--force");
      System.out.printf(
          Locale.ROOT,
          "read %.0f MB/s; stat %.0f MB/s, %.1f times the read; verify %.0f MB/s, %.1f times;"
              + " parquet %,.0f pairs/s, %.1f times%n",
          bytes / 1e6 / plain,
          bytes / 1e6 / stat,
          stat / plain,
          bytes / 1e6 / verify,
          verify / plain,
          BLOCKS * STORES.length * PAIRS_PER_STORE / convert,
          convert / plain);
    }
    Files.delete(parquet);
  }

  /** How long a verb takes, which must find nothing. */
  private static double seconds(Object... arguments) throws IOException {
    long begin = System.nanoTime();
    Run run = Run.of(arguments);
    if (run.exitCode() != 0) {
      throw new IllegalStateException(run.out() + run.err());
    }
    return secondsSince(begin);
  }

  private static double secondsSince(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private static long readAll(Path blocks) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    long bytes = 0;
    for (int height = 1; height <= BLOCKS; height++) {
      try (FileChannel file = FileChannel.open(file(blocks, height))) {
        for (int size = 0; size >= 0; size = file.read(buffer.clear())) {
          bytes += size;
        }
      }
    }
    return bytes;
  }

  /** Keys as addresses are, values that compress about as well as a chain's. */
  private static void generate(Path blocks) throws IOException {
    Random random = new Random(1);
    for (int height = 1; height <= BLOCKS; height++) {
      ByteArrayOutputStream pairs = new ByteArrayOutputStream();
      for (String store : STORES) {
        for (int i = 0; i < PAIRS_PER_STORE; i++) {
          pair(store, i, random).writeDelimitedTo(pairs);
        }
      }
      byte[] payload = pairs.toByteArray();
      ByteBuffer file = ByteBuffer.allocate(Long.BYTES + payload.length);
      Files.write(file(blocks, height), file.putLong(payload.length).put(payload).array());
    }
  }

  /** The keys of a store ascend with the number. */
  private static StoreKVPair pair(String store, int number, Random random) {
    byte[] key = new byte[28];
    random.nextBytes(key);
    key[0] = (byte) number;
    boolean delete = random.nextInt(20) == 0;
    byte[] value = new byte[delete ? 0 : 50 + random.nextInt(100)];
    random.nextBytes(value);
    Arrays.fill(value, value.length / 4, value.length, (byte) '0');
    return StoreKVPair.newBuilder()
        .setStoreKey(store)
        .setDelete(delete)
        .setKey(ByteString.copyFrom(key))
        .setValue(ByteString.copyFrom(value))
        .build();
  }

  private static Path file(Path blocks, int height) {
    return blocks.resolve("block-%d-data".formatted(height));
  }
}
