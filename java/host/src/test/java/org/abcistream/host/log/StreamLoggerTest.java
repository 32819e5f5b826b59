package org.abcistream.host.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.event.Level;

class StreamLoggerTest {
  private final Logger logger = new StreamLogger("service", Level.INFO);
  private final CaughtStandardError standardError = new CaughtStandardError();
  private final List<LogRecord> records = new ArrayList<>();

  @BeforeEach
  void theThreadIsBound() {
    StreamLog.bind((level, name, message) -> records.add(LogRecord.of(level, name, message)));
  }

  @AfterEach
  void threadAndStandardErrorAreGivenBack() {
    StreamLog.unbind();
    standardError.close();
  }

  /** An argument that cannot be shown. */
  private static final class Hostile {
    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  /** An exception that cannot be shown. */
  private static final class HostileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }
  }

  private String onlyMessage() {
    assertThat(records).hasSize(1);
    return records.get(0).message();
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void recordsBelowTheLevelAreDropped(Level threshold) {
    Logger limited = new StreamLogger("service", threshold);
    for (Level level : Level.values()) {
      limited.atLevel(level).log("x");
      assertThat(limited.isEnabledForLevel(level)).isEqualTo(level.toInt() >= threshold.toInt());
    }

    assertThat(records)
        .extracting(LogRecord::level)
        .allMatch(level -> level.toInt() >= threshold.toInt())
        .contains(threshold, Level.ERROR);
  }

  @Test
  void everyLevelArrivesAsItself() {
    Logger all = new StreamLogger("service", Level.TRACE);
    all.trace("a");
    all.debug("b");
    all.info("c");
    all.warn("d");
    all.error("e");

    assertThat(records)
        .containsExactly(
            new LogRecord(Level.TRACE, "service", "a"),
            new LogRecord(Level.DEBUG, "service", "b"),
            new LogRecord(Level.INFO, "service", "c"),
            new LogRecord(Level.WARN, "service", "d"),
            new LogRecord(Level.ERROR, "service", "e"));
  }

  @Test
  void theStackTraceFollowsTheMessage() {
    logger.error("block {} failed", 7, new IllegalStateException("disk full"));

    assertThat(onlyMessage().lines())
        .startsWith("block 7 failed", "java.lang.IllegalStateException: disk full")
        .element(2)
        .asString()
        .startsWith("\tat org.abcistream.host.log.StreamLoggerTest.theStackTraceFollowsTheMessage");
    assertThat(onlyMessage()).doesNotEndWith("\n");
  }

  @Test
  void anArgumentThatCannotBeShownDoesNotThrow() {
    logger.info("value {} of {}", new Hostile(), "bank");

    assertThat(onlyMessage()).isEqualTo("value [FAILED toString()] of bank");
    assertThat(standardError.text()).contains("StreamLoggerTest$Hostile");
  }

  @Test
  void anExceptionThatCannotBeShownDoesNotThrow() {
    logger.error("failed", new HostileException());

    assertThat(onlyMessage())
        .startsWith("failed\n")
        .endsWith("StreamLoggerTest$HostileException, whose stack trace cannot be shown");
  }

  @Test
  void aMessageThatIsNullIsShownSo() {
    logger.info(null);

    assertThat(onlyMessage()).isEqualTo("null");
  }

  @Test
  void theFluentPairsStandBeforeTheMessage() {
    logger
        .atWarn()
        .addKeyValue("height", 7)
        .addKeyValue("store", new Hostile())
        .setCause(new IllegalStateException("late"))
        .log("took {} ms", 12);

    assertThat(onlyMessage().lines())
        .startsWith(
            "height=7 store=[FAILED toString()] took 12 ms",
            "java.lang.IllegalStateException: late");
  }

  @Test
  void theFluentExceptionMayBeTheLastArgument() {
    logger.atInfo().log("block {} failed", 7, new IllegalStateException("late"));

    assertThat(onlyMessage().lines())
        .startsWith("block 7 failed", "java.lang.IllegalStateException: late");
  }
}
