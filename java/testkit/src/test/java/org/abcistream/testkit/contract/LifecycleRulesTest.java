package org.abcistream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.abcistream.api.Block;
import org.abcistream.api.ServiceContext;
import org.junit.jupiter.api.Test;

/** What {@link LifecycleRules} find. */
class LifecycleRulesTest {
  /** Stands in no {@code META-INF/services}. */
  private static final class UnlistedConstructor extends LedgerConstructor {}

  @Test
  void aConstructorThatNoJarNamesIsFound() {
    assertThat(SuiteRun.on(new UnlistedConstructor()).failed())
        .containsExactly("theServiceLoaderFindsItsConstructor");
  }

  @Test
  void aServiceThatIsUsedForSeveralLivesIsFound() {
    Map<Path, LedgerService> shared = new HashMap<>();
    SuiteRun run =
        SuiteRun.on(
            context -> {
              LedgerService service = shared.get(context.home());
              if (service == null) {
                service = new LedgerService(context);
                shared.put(context.home(), service);
              }
              return service;
            });
    assertThat(run.failed()).containsExactly("eachConstructionMakesAServiceOfItsOwn");
  }

  @Test
  void aCloseThatAlwaysFailsIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  public void close() throws Exception {
                    super.close();
                    throw new IOException("the ledger is jammed");
                  }
                });
    assertThat(run.failed())
        .containsExactly(
            "itCanBeClosedAfterAFailure",
            "itCanBeClosedBeforeAnyBlock",
            "itIsConstructedAndClosedOnceOnOneThread");
  }

  @Test
  void aCloseThatFailsBeforeAnyBlockIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  public void close() throws Exception {
                    super.close();
                    if (progress.isEmpty()) {
                      throw new IllegalStateException("there is nothing to close");
                    }
                  }
                });
    assertThat(run.failed()).containsExactly("itCanBeClosedBeforeAnyBlock");
  }

  @Test
  void aCloseThatFailsAfterAFailureIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  private boolean writing;

                  @Override
                  public void onBlock(Block block) throws Exception {
                    writing = true;
                    super.onBlock(block);
                    writing = false;
                  }

                  @Override
                  public void close() throws Exception {
                    super.close();
                    if (writing) {
                      throw new IllegalStateException("the last entry is not whole");
                    }
                  }
                });
    assertThat(run.failed()).containsExactly("itCanBeClosedAfterAFailure");
  }

  @Test
  void aLockThatIsNotGivenBackIsFoundWhereverTheServiceIsOpenedAgain() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  public void close() {}
                });
    assertThat(run.failed())
        .containsExactly(
            "aBlockOfARolledBackChainIsTakenOrRefused",
            "aBlockThatComesAgainDoesNoHarm",
            "aBlockThatComesAgainWithoutAnAppHashDoesNoHarm",
            "eachConstructionMakesAServiceOfItsOwn",
            "itCanBeClosedAfterAFailure",
            "itCanBeOpenedAgainInTheSameProcess",
            "progressSurvivesTheClose");
  }

  @Test
  void anInterruptThatIsLeftBehindIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  public void onBlock(Block block) throws Exception {
                    super.onBlock(block);
                    Thread.currentThread().interrupt();
                  }
                });
    assertThat(run.failed()).containsExactly("itLeavesNoInterruptBehind");
  }

  @Test
  void aContextClassLoaderThatIsNotSetBackIsFound() {
    SuiteRun run =
        SuiteRun.on(
            context ->
                new LedgerService(context) {
                  @Override
                  public void onBlock(Block block) throws Exception {
                    Thread.currentThread()
                        .setContextClassLoader(ClassLoader.getPlatformClassLoader());
                    super.onBlock(block);
                  }
                });
    assertThat(run.failed()).containsExactly("itRestoresTheContextClassLoader");
  }

  @Test
  void aThreadThatKeepsTheProcessAliveIsFound() {
    CountDownLatch endOfTest = new CountDownLatch(1);
    try {
      SuiteRun run = SuiteRun.on(context -> new LeavesAThread(context, endOfTest));
      assertThat(run.failed()).containsExactly("itLeavesNoThreadThatKeepsAProcessAlive");
    } finally {
      endOfTest.countDown();
    }
  }

  private static final class LeavesAThread extends LedgerService {
    LeavesAThread(ServiceContext context, CountDownLatch end) throws IOException {
      super(context);
      Thread thread = new Thread(() -> await(end), "ledger-writer");
      thread.setDaemon(false);
      thread.start();
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
