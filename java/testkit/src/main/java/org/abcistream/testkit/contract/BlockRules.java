package org.abcistream.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.abcistream.testkit.contract.ContractBlock.at;
import static org.abcistream.testkit.contract.ContractBlock.delete;
import static org.abcistream.testkit.contract.ContractBlock.emptyAt;
import static org.abcistream.testkit.contract.ContractBlock.set;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.abcistream.testkit.TraceRecord.Write;
import org.junit.jupiter.api.Test;

/** What blocks there are, and for how long they may be read. */
abstract class BlockRules extends ProgressRules {
  /** A block may bring neither pairs nor transactions, nor an app hash. */
  @Test
  void anEmptyBlockIsABlock(ServiceUnderTest service) throws Exception {
    assertTakes(service, emptyAt(1), emptyAt(2), at(3), emptyAt(4));
  }

  /** The block of a genesis, or of an upgrade, is large. */
  @Test
  void aBlockMayHaveAHundredThousandPairs(ServiceUnderTest service) throws Exception {
    assertTakes(service, at(1).withWrites(pairs(100_000)), at(2));
  }

  /** A contract's code is stored under one key. */
  @Test
  void aValueMayHaveSixteenMebibytes(ServiceUnderTest service) throws Exception {
    assertTakes(service, at(1).withWrites(List.of(largeValue(16 << 20))), at(2));
  }

  /** Keys and values are bytes, and no text. */
  @Test
  void keysAndValuesMayHaveEveryByte(ServiceUnderTest service) throws Exception {
    byte[] every = new byte[256];
    List<Write> writes = new ArrayList<>();
    for (int value = 0; value < every.length; value++) {
      every[value] = (byte) value;
      writes.add(new Write("acc", new byte[] {(byte) value}, new byte[] {(byte) value}, false));
    }
    writes.add(new Write("bank", every, every, false));
    assertTakes(service, at(1).withWrites(writes));
  }

  /** Names have characters of one to four bytes, and are ordered by these. */
  @Test
  void namesOfStoresAreUtf8(ServiceUnderTest service) throws Exception {
    List<String> stores =
        List.of("bank", "münzen", "存储", "\uFF42\uFF41\uFF4E\uFF4B", "\uD83E\uDE99");
    service.streamsStores(stores);
    assertTakes(
        service,
        at(1).withWrites(stores.stream().map(store -> set(store, "key", "of " + store)).toList()));
  }

  /** A key may be set to nothing, which does not delete it. */
  @Test
  void anEmptyValueIsNotADelete(ServiceUnderTest service) throws Exception {
    assertTakes(
        service,
        at(1)
            .withWrites(
                List.of(
                    set("bank", "empty", ""),
                    set("bank", "deleted", "value"),
                    delete("bank", "deleted"),
                    delete("acc", "never set"),
                    set("acc", "set again", "value"))));
  }

  /** The memory of a block is used for other blocks as soon as the service has returned. */
  @Test
  void noBufferIsReadAfterItsBlock(ServiceUnderTest service) throws Exception {
    service.poisonsMemory();
    assertTakes(
        service,
        at(1),
        at(2).withWrites(pairs(2_000)),
        at(3).withWrites(List.of(largeValue(2 << 20))),
        at(4));
  }

  /** Blocks, change sets, payloads and cursors are over when the service has returned. */
  @Test
  void noViewIsUsedAfterItsBlock(ServiceUnderTest service) throws Exception {
    try (ServiceLife life = service.open()) {
      life.commit(at(1), at(2), at(3));
    }
    assertEquals(
        List.of(),
        service.overdrawn(),
        "heights of the blocks that were used after onBlock had returned");
  }

  private static void assertTakes(ServiceUnderTest service, ContractBlock... blocks)
      throws Exception {
    try (ServiceLife life = service.open()) {
      life.commit(blocks);
    }
    service.assertWritten();
  }

  private static List<Write> pairs(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> set(i % 2 == 0 ? "bank" : "acc", "key " + i, "value " + i))
        .toList();
  }

  private static Write largeValue(int size) {
    byte[] value = new byte[size];
    for (int i = 0; i < size; i++) {
      value[i] = (byte) (i % 251);
    }
    return new Write("bank", "large".getBytes(UTF_8), value, false);
  }
}
