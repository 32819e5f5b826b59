package org.abcistream.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.abcistream.testkit.contract.ContractBlock.delete;
import static org.abcistream.testkit.contract.ContractBlock.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.abcistream.api.Block;
import org.abcistream.api.ChangeSet;
import org.abcistream.api.PairCursor;
import org.abcistream.api.StoreKey;
import org.abcistream.testkit.Node;
import org.abcistream.testkit.NodeOptions;
import org.abcistream.testkit.TraceRecord.Write;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LentBlockTest {
  private static final String CONFIG =
      """
      [store]
      streamers = ["copying"]
      [streamers.copying]
      keys = ["*"]
      """;

  private static final List<Write> WRITES =
      List.of(
          set("acc", "key", "value"),
          set("acc", "empty", ""),
          delete("acc", "deleted"),
          set("staking", "long", "value ".repeat(100)));

  @TempDir private Path home;

  @Test
  void aCopyIsWhatTheNodeHasSent() throws Exception {
    LentBlock copy = lent(ContractBlock.at(7).withWrites(WRITES));
    assertThat(copy.height()).isEqualTo(7);
    assertThat(copy.appHash()).isEqualTo(ByteBuffer.wrap("hash of block 7".getBytes(UTF_8)));
    assertThat(copy.changeSets().stream().map(ChangeSet::storeKey).map(StoreKey::name))
        .containsExactlyElementsOf(ContractBlock.STORES);
    assertThat(copy.changeSets().stream().map(ChangeSet::pairCount)).containsExactly(3L, 0L, 1L);
    assertThat(copy.changeSets().stream().map(ChangeSet::deleteCount)).containsExactly(1L, 0L, 0L);
    assertThat(pairsOf(copy)).isEqualTo(linesOf(WRITES));
  }

  @Test
  void sizesAreThoseOfKeyAndValue() {
    PairCursor pair = lent(ContractBlock.at(1).withWrites(WRITES)).changeSets().get(0).cursor();
    assertThat(pair.next()).isTrue();
    assertThat(pair.keySize()).isEqualTo("key".length());
    assertThat(pair.valueSize()).isEqualTo("value".length());
    assertThat(pair.next()).isTrue();
    assertThat(pair.valueSize()).isZero();
  }

  @Test
  void aCopyOfManyBuffersIsWhole() throws Exception {
    List<Write> writes =
        IntStream.range(0, 5_000).mapToObj(i -> set("bank", "key " + i, "value " + i)).toList();
    LentBlock copy = lent(ContractBlock.at(1).withWrites(writes));
    assertThat(copy.data().bufferCount()).isGreaterThan(1);
    assertThat(pairsOf(copy)).isEqualTo(linesOf(writes));
  }

  @Test
  void theDataIsThatOfAllChangeSets() {
    LentBlock copy = lent(ContractBlock.at(1).withWrites(WRITES));
    byte[] acc = StreamingServiceContract.bytesOf(copy.changeSets().get(0));
    byte[] staking = StreamingServiceContract.bytesOf(copy.changeSets().get(2));
    assertThat(StreamingServiceContract.bytesOf(copy.data()))
        .startsWith(acc)
        .endsWith(staking)
        .hasSize(acc.length + staking.length);
    assertThat(copy.data().size()).isEqualTo(acc.length + staking.length);
  }

  @Test
  void theMetadataIsThatOfTheBlock() {
    LentBlock copy = lent(ContractBlock.at(1));
    assertThat(new String(StreamingServiceContract.bytesOf(copy.metadata()), UTF_8))
        .contains("transaction of block 1", "hash of block 1");
  }

  @Test
  void buffersAreReadOnlyAndDirect() {
    LentBlock copy = lent(ContractBlock.at(1));
    PairCursor pair = copy.changeSets().get(0).cursor();
    pair.next();
    for (ByteBuffer buffer :
        List.of(copy.data().buffer(0), copy.metadata().buffer(0), pair.key(), pair.value())) {
      assertThat(buffer.isDirect()).isTrue();
      assertThatThrownBy(() -> buffer.put(0, (byte) 0)).isInstanceOf(ReadOnlyBufferException.class);
    }
  }

  @Test
  void aBufferThatIsAskedForAgainBeginsAnew() {
    LentBlock copy = lent(ContractBlock.at(1));
    int size = copy.metadata().buffer(0).remaining();
    copy.metadata().buffer(0).position(1).limit(2);
    assertThat(copy.metadata().buffer(0).remaining()).isEqualTo(size);
  }

  @Test
  void everyViewThrowsWhenTheBlockIsTakenBack() {
    LentBlock copy = lent(ContractBlock.at(3));
    ChangeSet changes = copy.changeSets().get(0);
    PairCursor pair = changes.cursor();
    pair.next();
    copy.takeBack();
    List<Consumer<Block>> uses =
        List.of(
            Block::height,
            Block::appHash,
            Block::changeSets,
            Block::data,
            Block::metadata,
            block -> changes.size(),
            block -> changes.bufferCount(),
            block -> changes.buffer(0),
            block -> changes.storeKey(),
            block -> changes.pairCount(),
            block -> changes.deleteCount(),
            block -> changes.cursor(),
            block -> pair.next(),
            block -> pair.storeKey(),
            block -> pair.isDelete(),
            block -> pair.key(),
            block -> pair.value(),
            block -> pair.keySize(),
            block -> pair.valueSize());
    for (Consumer<Block> use : uses) {
      assertThatIllegalStateException()
          .isThrownBy(() -> use.accept(copy))
          .withMessageStartingWith("block 3 is no longer valid");
    }
  }

  @Test
  void aViewThatIsUsedTooLateIsNoticed() {
    LentBlock copy = lent(ContractBlock.at(1));
    Loan loan = CopyingConstructor.LOANS.get(0);
    copy.takeBack();
    assertThat(loan.isOverdrawn()).isFalse();
    assertThatIllegalStateException().isThrownBy(copy::height);
    assertThat(loan.isOverdrawn()).isTrue();
  }

  @Test
  void poisonReachesEveryBufferThatWasKept() {
    LentBlock copy = lent(ContractBlock.at(1));
    PairCursor pair = copy.changeSets().get(0).cursor();
    pair.next();
    List<ByteBuffer> kept =
        List.of(
            copy.appHash(),
            copy.changeSets().get(0).buffer(0),
            copy.data().buffer(0).duplicate(),
            copy.metadata().buffer(0),
            pair.key(),
            pair.value());
    copy.poison();
    for (ByteBuffer buffer : kept) {
      assertThat(LedgerService.bytesOf(buffer)).isNotEmpty().containsOnly(0xA5);
    }
  }

  @Test
  void aBlockBreaksAtTheReadThatIsWanted() {
    LentBlock original = lent(ContractBlock.at(1));
    Loan loan = new Loan(1, 2);
    LentBlock copy = new LentBlock(original, loan);
    assertThat(copy.metadata().buffer(0).hasRemaining()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> copy.data().buffer(0));
    assertThat(loan.reads()).isEqualTo(2);
  }

  /** What a service is lent for a block. */
  private LentBlock lent(ContractBlock block) {
    CopyingConstructor.COPIES.clear();
    CopyingConstructor.LOANS.clear();
    NodeOptions options = NodeOptions.of(home).withStores(ContractBlock.STORES).withConfig(CONFIG);
    try (Node node = Node.open(options)) {
      block.commitTo(node);
    }
    return CopyingConstructor.COPIES.get(0);
  }

  private static List<String> linesOf(List<Write> writes) {
    return writes.stream()
        .map(write -> line(write.store(), write.delete(), write.key(), write.value()))
        .toList();
  }

  private static List<String> pairsOf(Block block) throws Exception {
    List<String> lines = new ArrayList<>();
    for (ChangeSet changes : block.changeSets()) {
      changes.forEach(
          (store, key, value, delete) ->
              lines.add(
                  line(
                      store.name(),
                      delete,
                      LedgerService.bytesOf(key),
                      LedgerService.bytesOf(value))));
    }
    return lines;
  }

  private static String line(String store, boolean delete, byte[] key, byte[] value) {
    return "%s %s %s %s"
        .formatted(
            store, delete ? "deletes" : "sets", new String(key, UTF_8), new String(value, UTF_8));
  }
}
