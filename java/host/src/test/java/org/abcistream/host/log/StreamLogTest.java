package org.abcistream.host.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class StreamLogTest {
  private static final Logger logger = LoggerFactory.getLogger("org.example.Service");

  private final CaughtStandardError standardError = new CaughtStandardError();
  private final List<LogRecord> records = new ArrayList<>();

  @AfterEach
  void threadAndStandardErrorAreGivenBack() {
    StreamLog.unbind();
    standardError.close();
  }

  private LogBinding bind() {
    return StreamLog.bind(
        (level, name, message) -> records.add(LogRecord.of(level, name, message)));
  }

  private static void runInThread(Runnable task) throws InterruptedException {
    Thread thread = new Thread(task);
    thread.start();
    thread.join();
  }

  @Test
  void aBoundThreadLogsToItsStream() {
    bind();
    logger.info("block {} took {} ms", 7, 3);

    assertThat(records)
        .containsExactly(new LogRecord(Level.INFO, "org.example.Service", "block 7 took 3 ms"));
    assertThat(standardError.text()).isEmpty();
  }

  @Test
  void anUnboundThreadLogsToStandardError() {
    logger.warn("nobody is {}", "listening");

    assertThat(standardError.text())
        .matches("\\S+Z WARN org\\.example\\.Service: nobody is listening\\R");
  }

  @Test
  void aThreadInheritsTheStreamOfTheThreadThatStartsIt() throws InterruptedException {
    bind();
    Thread thread = new Thread(() -> logger.info("inherited"));
    StreamLog.unbind();
    thread.start();
    thread.join();

    assertThat(records)
        .containsExactly(new LogRecord(Level.INFO, "org.example.Service", "inherited"));
  }

  @Test
  void eachStreamHasItsOwnRecords() throws InterruptedException {
    List<LogRecord> others = new ArrayList<>();
    bind();
    runInThread(
        () -> {
          StreamLog.bind((level, name, text) -> others.add(LogRecord.of(level, name, text)));
          logger.info("theirs");
        });
    logger.info("ours");

    assertThat(records).extracting(LogRecord::message).containsExactly("ours");
    assertThat(others).extracting(LogRecord::message).containsExactly("theirs");
  }

  @Test
  void aThreadThatOutlivesItsStreamLogsToStandardError() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    LogBinding binding = bind();
    Thread stray =
        new Thread(
            () -> {
              try {
                closed.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              logger.error("too late");
            });
    stray.start();
    binding.close();
    closed.countDown();
    stray.join();

    assertThat(records).isEmpty();
    assertThat(standardError.text()).contains(" ERROR org.example.Service: too late");
  }

  @Test
  void closeReturnsOnlyWhenTheRecipientIsNotRunning() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    List<String> order = new ArrayList<>();
    LogBinding binding =
        StreamLog.bind(
            (level, name, message) -> {
              entered.countDown();
              try {
                leave.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              order.add("delivered");
            });
    Thread writer = new Thread(() -> logger.info("on its way"));
    writer.start();
    entered.await();
    Thread closer =
        new Thread(
            () -> {
              binding.close();
              order.add("closed");
            });
    closer.start();
    while (closer.isAlive() && closer.getState() != Thread.State.BLOCKED) {
      Thread.onSpinWait();
    }
    leave.countDown();
    closer.join();
    writer.join();

    assertThat(order).containsExactly("delivered", "closed");
  }

  @Test
  void aRecipientThatFailsDoesNotDisturbWhoLogs() {
    StreamLog.bind(
        (level, name, message) -> {
          throw new IllegalStateException("the queue is gone");
        });
    logger.info("still said");

    assertThat(standardError.text())
        .contains("the node's log has failed: java.lang.IllegalStateException: the queue is gone")
        .contains(" INFO org.example.Service: still said");
  }
}
