package org.abcistream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.abcistream.api.Block;
import org.abcistream.api.ServiceContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link ProgressRules} find. */
class ProgressRulesTest {
  @Test
  void progressThatGoesBackIsFound() {
    assertThat(SuiteRun.on(context -> new MovesProgress(context, 4, 2)).failed())
        .containsExactly("progressIsNeverAheadAndNeverGoesBack");
  }

  @Test
  void progressAheadOfTheBlocksIsFound() {
    assertThat(SuiteRun.on(context -> new MovesProgress(context, 4, 5)).failed())
        .containsExactly("progressIsNeverAheadAndNeverGoesBack");
  }

  @Test
  void progressThatIsForgottenIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  void readProgress() {}
                });
    assertThat(run.failed()).containsExactly("progressSurvivesTheClose");
  }

  @Test
  void progressThatIsPromisedTooEarlyIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  public OptionalLong lastHeight() {
                    return OptionalLong.of(super.lastHeight().orElse(0));
                  }
                });
    assertThat(run.failed()).containsExactly("itBeginsAtAnyHeight");
  }

  @Test
  void aServiceThatRefusesToHaveABlockTwiceIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  public void onBlock(Block block) throws Exception {
                    if (hasWritten(block.height())) {
                      throw new IllegalStateException("there is an entry already");
                    }
                    super.onBlock(block);
                  }
                });
    assertThat(run.failed()).containsExactly("aBlockThatComesAgainWithoutAnAppHashDoesNoHarm");
  }

  @Test
  void aServiceThatTakesEveryBlockForAnotherOneIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  public byte @Nullable [] appHashAt(long height) {
                    return null;
                  }

                  @Override
                  public void onBlock(Block block) throws Exception {
                    if (block.height() <= lastHeight().orElse(0)) {
                      throw new IllegalStateException("the chain was rolled back");
                    }
                    super.onBlock(block);
                  }
                });
    assertThat(run.failed())
        .containsExactly(
            "aBlockThatComesAgainDoesNoHarm", "aBlockThatComesAgainWithoutAnAppHashDoesNoHarm");
  }

  @Test
  void aRolledBackBlockThatIsPassedOverIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  public void onBlock(Block block) throws Exception {
                    if (block.height() > lastHeight().orElse(0)) {
                      super.onBlock(block);
                    }
                  }
                });
    assertThat(run.failed()).containsExactly("aBlockOfARolledBackChainIsTakenOrRefused");
  }

  @Test
  void progressOfARolledBackChainIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  void record(Block block) throws IOException {
                    if (block.height() > lastHeight().orElse(0)) {
                      super.record(block);
                    }
                  }
                });
    assertThat(run.failed()).containsExactly("aBlockOfARolledBackChainIsTakenOrRefused");
  }

  @Test
  void aRefusalWithoutAReasonIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  public void onBlock(Block block) throws Exception {
                    if (block.height() <= lastHeight().orElse(0)
                        && block.appHash().hasRemaining()) {
                      throw new IllegalStateException();
                    }
                    super.onBlock(block);
                  }
                });
    assertThat(run.failed()).containsExactly("aBlockOfARolledBackChainIsTakenOrRefused");
  }

  @Test
  void anAppHashThatIsTheServicesOwnIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  public byte @Nullable [] appHashAt(long height) {
                    byte[] hash = progress.get(height);
                    return hash == null || hash.length == 0 ? null : hash;
                  }
                });
    assertThat(run.failed()).containsExactly("appHashesAreThoseOfTheBlocks");
  }

  @Test
  void anAppHashThatIsAKeptBufferIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  private final TreeMap<Long, ByteBuffer> hashes = new TreeMap<>();

                  @Override
                  public byte @Nullable [] appHashAt(long height) {
                    ByteBuffer hash = hashes.get(height);
                    return hash == null ? null : bytesOf(hash.duplicate());
                  }

                  @Override
                  public void onBlock(Block block) throws Exception {
                    super.onBlock(block);
                    hashes.put(block.height(), block.appHash());
                  }
                });
    assertThat(run.failed()).containsExactly("appHashesAreThoseOfTheBlocks");
  }

  /** Answers another height in place of one. */
  private static final class MovesProgress extends LedgerService {
    private final long height;
    private final long answer;

    MovesProgress(ServiceContext context, long height, long answer) throws IOException {
      super(context);
      this.height = height;
      this.answer = answer;
    }

    @Override
    public OptionalLong lastHeight() {
      OptionalLong last = super.lastHeight();
      return last.equals(OptionalLong.of(height)) ? OptionalLong.of(answer) : last;
    }
  }
}
