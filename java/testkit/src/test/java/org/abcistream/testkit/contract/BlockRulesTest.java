package org.abcistream.testkit.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.abcistream.api.Block;
import org.abcistream.api.ChangeSet;
import org.abcistream.api.PairCursor;
import org.abcistream.api.ServiceContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link BlockRules} find. */
class BlockRulesTest {
  @Test
  void aServiceThatPassesOverEmptyBlocksIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  public void onBlock(Block block) throws Exception {
                    if (block.data().size() > 0) {
                      super.onBlock(block);
                    }
                  }
                });
    assertThat(run.failed()).containsExactly("anEmptyBlockIsABlock");
  }

  @Test
  void aLimitOfPairsIsFound() {
    SuiteRun run =
        SuiteRun.whole(
            context ->
                new LedgerService(context) {
                  @Override
                  public void onBlock(Block block) throws Exception {
                    if (block.changeSets().stream()
                        .anyMatch(c -> c.pairCount() > Short.MAX_VALUE)) {
                      throw new IllegalArgumentException("an entry has room for 32767 pairs");
                    }
                    super.onBlock(block);
                  }
                });
    assertThat(run.failed()).containsExactly("aBlockMayHaveAHundredThousandPairs");
  }

  @Test
  void aLimitOfBytesIsFound() {
    assertThat(
            SuiteRun.whole(context -> new RefusesPairs(context, pair -> pair.valueSize() > 4 << 20))
                .failed())
        .containsExactly("aValueMayHaveSixteenMebibytes");
  }

  @Test
  void aServiceThatTakesKeysForTextIsFound() {
    assertThat(
            SuiteRun.on(
                    context ->
                        new RefusesPairs(
                            context,
                            pair -> UTF_8.decode(pair.key()).toString().contains("\uFFFD")))
                .failed())
        .containsExactly("keysAndValuesMayHaveEveryByte");
  }

  @Test
  void aServiceThatKnowsStoresOfAsciiOnlyIsFound() {
    assertThat(
            SuiteRun.on(
                    context ->
                        new RefusesPairs(
                            context,
                            pair -> !US_ASCII.newEncoder().canEncode(pair.storeKey().name())))
                .failed())
        .containsExactly("namesOfStoresAreUtf8");
  }

  @Test
  void aServiceThatCannotSetAKeyToNothingIsFound() {
    assertThat(
            SuiteRun.on(
                    context ->
                        new RefusesPairs(
                            context, pair -> !pair.isDelete() && pair.valueSize() == 0))
                .failed())
        .containsExactly("anEmptyValueIsNotADelete");
  }

  @Test
  void aBufferThatIsKeptIsFound() {
    assertThat(SuiteRun.on(KeepsBuffers::new).failed())
        .containsExactly("noBufferIsReadAfterItsBlock");
  }

  /** Writes the end of each entry once more when it is closed. */
  private static final class KeepsBuffers extends LedgerService {
    private final Map<Long, ByteBuffer> ends = new HashMap<>();

    KeepsBuffers(ServiceContext context) throws IOException {
      super(context);
    }

    @Override
    public void onBlock(Block block) throws Exception {
      super.onBlock(block);
      ends.put(block.height(), block.metadata().buffer(block.metadata().bufferCount() - 1));
    }

    @Override
    public void close() throws Exception {
      super.close();
      for (Map.Entry<Long, ByteBuffer> end : ends.entrySet()) {
        byte[] entry = read(end.getKey());
        ByteBuffer bytes = end.getValue();
        bytes.get(entry, entry.length - bytes.remaining(), bytes.remaining());
        write(end.getKey(), entry);
      }
    }
  }

  @Test
  void aBlockThatIsKeptIsFound() {
    assertThat(SuiteRun.on(KeepsBlocks::new).failed()).containsExactly("noViewIsUsedAfterItsBlock");
  }

  /** Looks at the block before, and bears that it cannot. */
  private static final class KeepsBlocks extends LedgerService {
    private @Nullable Block before;

    KeepsBlocks(ServiceContext context) throws IOException {
      super(context);
    }

    @Override
    public void onBlock(Block block) throws Exception {
      super.onBlock(block);
      try {
        if (before != null && before.height() > block.height()) {
          throw new IOException("the chain was rolled back");
        }
      } catch (IllegalStateException e) {
        before = null;
      }
      before = block;
    }
  }

  /** Refuses blocks with a pair that it does not like. */
  private static final class RefusesPairs extends LedgerService {
    interface Refusal {
      boolean refuses(PairCursor pair);
    }

    private final Refusal refusal;

    RefusesPairs(ServiceContext context, Refusal refusal) throws IOException {
      super(context);
      this.refusal = refusal;
    }

    @Override
    public void onBlock(Block block) throws Exception {
      for (ChangeSet changes : block.changeSets()) {
        PairCursor pair = changes.cursor();
        while (pair.next()) {
          if (refusal.refuses(pair)) {
            throw new IllegalArgumentException("the ledger has no entries for such a key");
          }
        }
      }
      super.onBlock(block);
    }
  }
}
