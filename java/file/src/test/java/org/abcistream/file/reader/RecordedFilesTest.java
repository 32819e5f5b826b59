package org.abcistream.file.reader;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.abcistream.file.reader.RecordedBlocks.Recorded;
import org.abcistream.proto.cosmos.base.store.v1beta1.BlockMetadata;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of recorded chains, as the reference has written them, read back. */
class RecordedFilesTest {
  @TempDir private Path path;

  @Test
  void theFilesOfTheFirstGenerationAreReadBack() throws Exception {
    Path folder = RecordedBlocks.folder("small");
    List<Recorded> recorded = RecordedBlocks.of(folder);
    assertReadBack(folder.resolve("expected"), recorded);

    assertThat(recorded).hasSize(20);
    assertThat(countOfPairs(recorded)).isEqualTo(2553);
    assertThat(countOfDeletes(recorded)).isEqualTo(199);
    assertThat(countOfTransactions(recorded)).isEqualTo(83);
  }

  @Test
  void theFilesOfTheSecondGenerationAreReadBack() throws Exception {
    Path folder = RecordedBlocks.folder("v053-small");
    List<Recorded> recorded = RecordedBlocks.of(folder);
    write(recorded);
    assertThat(digests()).isEqualTo(expectedDigests(folder));
    assertReadBack(path, recorded);

    assertThat(recorded).hasSize(24);
    assertThat(countOfPairs(recorded)).isEqualTo(1006);
  }

  @Test
  void theFilesOfALongChainAreReadBack() throws Exception {
    Path folder = RecordedBlocks.folder("sim");
    List<Recorded> recorded = RecordedBlocks.of(folder);
    write(recorded);
    assertThat(digests()).isEqualTo(expectedDigests(folder));
    assertReadBack(path, recorded);

    assertThat(recorded).hasSize(300);
    assertThat(countOfPairs(recorded)).isEqualTo(63_716);
    assertThat(countOfDeletes(recorded)).isEqualTo(4837);
    assertThat(countOfTransactions(recorded)).isEqualTo(2346);
  }

  @Test
  void metadataThatRepeatsEarlierTransactionsIsReadAndSaid() throws Exception {
    List<Recorded> recorded = RecordedBlocks.of(RecordedBlocks.folder("small"));
    write(recorded);
    for (Recorded block : recorded) {
      String name = "block-" + block.height() + "-meta";
      Files.copy(
          RecordedBlocks.SDK_METADATA.resolve(name),
          path.resolve(name),
          StandardCopyOption.REPLACE_EXISTING);
    }
    assertRepeated(recorded);
  }

  /** All pairs and all metadata, and nothing that a check has to say. */
  private static void assertReadBack(Path folder, List<Recorded> recorded) throws IOException {
    BlockFiles files = BlockFiles.open(folder, "");
    try (BlockSequence blocks = files.blocks(0, Long.MAX_VALUE);
        BlockFileCheck check = BlockFileCheck.of(files, Strictness.CANONICAL)) {
      assertThat(check.check(files.list())).isEmpty();
      for (Recorded expected : recorded) {
        StoredBlock block = requireNonNull(blocks.next());
        assertThat(block.height()).isEqualTo(expected.height());
        assertThat(BlockDirectory.rest(block.pairs())).isEqualTo(expected.pairs());
        assertThat(StoredMetadata.parse(block)).contains(expected.metadata());
        assertThat(check.check(expected.height())).isEmpty();
      }
      assertThat(blocks.next()).isNull();
    }
  }

  private void assertRepeated(List<Recorded> recorded) throws IOException {
    BlockFiles files = BlockFiles.open(path, "");
    List<BlockMetadata.DeliverTx> sofar = new ArrayList<>();
    try (BlockSequence blocks = files.blocks(0, Long.MAX_VALUE);
        BlockFileCheck check = BlockFileCheck.of(files, Strictness.CANONICAL);
        RepeatedTransactions transactions = RepeatedTransactions.in(files)) {
      for (Recorded expected : recorded) {
        int before = sofar.size();
        sofar.addAll(expected.metadata().getDeliverTxsList());
        StoredBlock block = requireNonNull(blocks.next());
        Optional<BlockMetadata> read = StoredMetadata.parse(block);
        assertThat(read).isPresent();
        assertThat(read.get().getDeliverTxsList()).isEqualTo(sofar);
        assertThat(transactions.count(block)).isEqualTo(before);
        assertThat(check.check(expected.height()))
            .extracting(Finding::kind)
            .isEqualTo(before == 0 ? List.of() : List.of(FindingKind.REPEATED_TRANSACTIONS));
      }
    }
  }

  private void write(List<Recorded> recorded) throws IOException {
    BlockDirectory directory = new BlockDirectory(path);
    for (Recorded block : recorded) {
      directory.writeData(block.height(), block.pairs().toArray(StoreKVPair[]::new));
      directory.writeMeta(block.height(), block.metadata());
    }
  }

  private static long countOfPairs(List<Recorded> recorded) {
    return recorded.stream().mapToLong(block -> block.pairs().size()).sum();
  }

  private static long countOfDeletes(List<Recorded> recorded) {
    return recorded.stream()
        .flatMap(block -> block.pairs().stream())
        .filter(StoreKVPair::getDelete)
        .count();
  }

  private static long countOfTransactions(List<Recorded> recorded) {
    return recorded.stream().mapToLong(block -> block.metadata().getDeliverTxsCount()).sum();
  }

  private Map<String, String> digests() throws Exception {
    Map<String, String> digests = new TreeMap<>();
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        byte[] digest = sha256.digest(Files.readAllBytes(file));
        digests.put(file.getFileName().toString(), HexFormat.of().formatHex(digest));
      }
    }
    return digests;
  }

  private static Map<String, String> expectedDigests(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("expected.sha256")).stream()
        .map(line -> line.split(" +"))
        .collect(toMap(columns -> columns[1], columns -> columns[0]));
  }
}
