package org.abcistream.host.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;
import org.slf4j.event.Level;

class StreamLogProviderTest {
  @AfterEach
  void propertyThreadAndContextAreGivenBack() {
    System.clearProperty(StreamLogProvider.LEVEL_PROPERTY);
    StreamLog.unbind();
    MDC.clear();
  }

  private static Logger loggerWithLevel(String level) {
    System.setProperty(StreamLogProvider.LEVEL_PROPERTY, level);
    return new StreamLogProvider().getLoggerFactory().getLogger("service");
  }

  @Test
  void slf4jFindsTheProvider() {
    assertThat(LoggerFactory.getILoggerFactory()).isInstanceOf(StreamLoggerFactory.class);
  }

  @Test
  void aNameHasOneLogger() {
    ILoggerFactory loggers = LoggerFactory.getILoggerFactory();

    assertThat(loggers.getLogger("a")).isSameAs(loggers.getLogger("a"));
    assertThat(loggers.getLogger("a")).isNotSameAs(loggers.getLogger("b"));
    assertThat(loggers.getLogger("a").getName()).isEqualTo("a");
  }

  @Test
  void theLevelIsInfoWhereNothingIsSaid() {
    Logger logger = new StreamLogProvider().getLoggerFactory().getLogger("service");

    assertThat(logger.isInfoEnabled()).isTrue();
    assertThat(logger.isDebugEnabled()).isFalse();
  }

  @Test
  void aSystemPropertySetsTheLevel() {
    assertThat(loggerWithLevel("TRACE").isTraceEnabled()).isTrue();
    assertThat(loggerWithLevel("warn").isWarnEnabled()).isTrue();
    assertThat(loggerWithLevel("warn").isInfoEnabled()).isFalse();
  }

  @Test
  void aLevelThatIsNoneIsSaidAndInfoIsTaken() {
    List<LogRecord> records = new ArrayList<>();
    StreamLog.bind((level, name, message) -> records.add(LogRecord.of(level, name, message)));

    assertThat(loggerWithLevel("loud").isInfoEnabled()).isTrue();
    assertThat(loggerWithLevel("loud").isDebugEnabled()).isFalse();
    assertThat(records)
        .contains(
            new LogRecord(
                Level.WARN,
                "org.abcistream.host.log.StreamLogProvider",
                "the system property abcistream.log.level is \"loud\": must be one of [ERROR, WARN,"
                    + " INFO, DEBUG, TRACE]; INFO is taken"));
  }

  @Test
  void contextAndMarkersWork() {
    MDC.put("height", "7");

    assertThat(MDC.get("height")).isEqualTo("7");
    assertThat(MarkerFactory.getMarker("audit").getName()).isEqualTo("audit");
  }
}
