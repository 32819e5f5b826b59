package org.abcistream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.abcistream.api.Block;
import org.abcistream.api.RetryableException;
import org.abcistream.api.ServiceContext;
import org.junit.jupiter.api.Test;

/** What {@link FailureRules} find. */
class FailureRulesTest {
  @Test
  void optionsThatAreReadTooLateAreFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  void checkOptions() {}

                  @Override
                  public void onBlock(Block block) throws Exception {
                    super.checkOptions();
                    super.onBlock(block);
                  }
                });
    assertThat(run.failed()).containsExactly("unusableOptionsAreRefusedAtTheStart");
  }

  @Test
  void aRefusalOfOptionsThatLooksLikeAFaultIsFound() {
    SuiteRun run = SuiteRun.on(FailureRulesTest::constructWithoutOptionExceptions);
    assertThat(run.failed()).containsExactly("unusableOptionsAreRefusedAtTheStart");
  }

  private static LedgerService constructWithoutOptionExceptions(ServiceContext context)
      throws IOException {
    try {
      return new LedgerService(context);
    } catch (IllegalArgumentException e) {
      throw new IOException("the ledger cannot be opened", e);
    }
  }

  @Test
  void aWriteErrorThatIsSwallowedIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  void createFolder() {
                    try {
                      super.createFolder();
                    } catch (IOException e) {
                      context.logger().error("no folder", e);
                    }
                  }

                  @Override
                  void write(long height, byte[] entry) {
                    try {
                      super.write(height, entry);
                    } catch (IOException e) {
                      context.logger().error("block {} is lost", height, e);
                    }
                  }

                  @Override
                  void record(Block block) {
                    try {
                      super.record(block);
                    } catch (IOException e) {
                      context.logger().error("the progress is lost", e);
                    }
                  }
                });
    assertThat(run.failed()).containsExactly("aTargetThatCannotBeWrittenIsAFailure");
  }

  @Test
  void aWriteErrorWithoutAMessageIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  void createFolder() throws IOException {
                    try {
                      super.createFolder();
                    } catch (IOException e) {
                      throw new IOException((String) null, e);
                    }
                  }
                });
    assertThat(run.failed()).containsExactly("aTargetThatCannotBeWrittenIsAFailure");
  }

  @Test
  void aReadErrorThatIsSwallowedIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  byte[] encode(Block block) throws IOException {
                    try {
                      return super.encode(block);
                    } catch (IllegalStateException e) {
                      context.logger().error("block {} is lost", block.height(), e);
                      return new byte[0];
                    }
                  }
                });
    assertThat(run.failed()).containsExactly("aBlockThatCannotBeReadIsAFailureAndNoProgress");
    assertThat(run.skipped()).containsExactly("itCanBeClosedAfterAFailure");
  }

  @Test
  void progressThatIsRecordedBeforeTheBlockIsWrittenIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  public void onBlock(Block block) throws Exception {
                    record(block);
                    write(block.height(), encode(block));
                  }
                });
    assertThat(run.failed()).containsExactly("aBlockThatCannotBeReadIsAFailureAndNoProgress");
  }

  @Test
  void aServiceThatAsksToBeCalledAgainHasFailedInTheEnd() {
    String rule = "aBlockThatCannotBeReadIsAFailureAndNoProgress";
    SuiteRun run =
        SuiteRun.of(
            LedgerContract.class, new LedgerConstructor(AsksToBeCalledAgain::new), rule::equals);
    assertThat(run.passed()).containsExactly(rule);
  }

  private static final class AsksToBeCalledAgain extends LedgerService {
    AsksToBeCalledAgain(ServiceContext context) throws IOException {
      super(context);
    }

    @Override
    public void onBlock(Block block) throws Exception {
      try {
        super.onBlock(block);
      } catch (IllegalStateException e) {
        throw new RetryableException("block %d cannot be read".formatted(block.height()), e);
      }
    }
  }

  @Test
  void aRuleThatCannotBeTriedIsReportedAsSkipped() {
    SuiteRun run = SuiteRun.of(WithoutBadOptions.class, new LedgerConstructor(), rule -> true);
    assertThat(run.failed()).isEmpty();
    assertThat(run.skipped())
        .containsExactly(
            "aTargetThatCannotBeWrittenIsAFailure", "unusableOptionsAreRefusedAtTheStart");
  }

  /** The test of an author who knows no options that must fail. */
  static final class WithoutBadOptions extends LedgerContract {
    @Override
    protected Optional<String> unusableOptions() {
      return Optional.empty();
    }

    @Override
    protected Optional<String> unwritableOptions() {
      return Optional.empty();
    }
  }
}
