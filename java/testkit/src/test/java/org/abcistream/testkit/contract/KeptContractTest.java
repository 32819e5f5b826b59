package org.abcistream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.OptionalLong;
import org.abcistream.api.Block;
import org.abcistream.api.ServiceContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Services that keep the contract, each in a way of its own. */
class KeptContractTest {
  private static final int RULES = 27;

  @Test
  void aServiceThatKeepsAllRulesPassesAllTests() {
    SuiteRun run = SuiteRun.whole(LedgerService::new);
    assertThat(run.failed()).isEmpty();
    assertThat(run.skipped()).isEmpty();
    assertThat(run.passed()).hasSize(RULES);
  }

  @Test
  void aServiceMayHaveNoProgress() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  public OptionalLong lastHeight() {
                    return OptionalLong.empty();
                  }
                });
    assertThat(run.failed()).isEmpty();
    assertThat(run.skipped()).isEmpty();
  }

  @Test
  void aServiceMayNotRememberAppHashes() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  public byte @Nullable [] appHashAt(long height) {
                    return null;
                  }
                });
    assertThat(run.failed()).isEmpty();
    assertThat(run.skipped()).isEmpty();
  }

  @Test
  void aServiceMayRefuseBlocksOfARolledBackChain() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  public void onBlock(Block block) throws Exception {
                    long height = block.height();
                    if (height <= lastHeight().orElse(0) && block.appHash().hasRemaining()) {
                      throw new IllegalStateException("block %d is final".formatted(height));
                    }
                    super.onBlock(block);
                  }
                });
    assertThat(run.failed()).isEmpty();
    assertThat(run.skipped()).isEmpty();
  }

  @Test
  void aServiceMayBeBehindWithItsProgress() {
    SuiteRun run = SuiteRun.on(BehindByOne::new);
    assertThat(run.failed()).isEmpty();
    assertThat(run.skipped()).isEmpty();
  }

  /** Promises a block only when it has the next one. */
  private static final class BehindByOne extends LedgerService {
    BehindByOne(ServiceContext context) throws IOException {
      super(context);
    }

    @Override
    public OptionalLong lastHeight() {
      if (progress.size() < 2) {
        return OptionalLong.empty();
      }
      return OptionalLong.of(progress.lowerKey(progress.lastKey()));
    }
  }
}
