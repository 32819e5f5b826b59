package org.abcistream.host.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class ConsoleTest {
  private final List<LogRecord> records = new ArrayList<>();
  private final PrintStream out = Console.lines(Level.INFO, "java.stdout");

  @BeforeEach
  void theThreadHasAStream() {
    StreamLog.bind((level, name, message) -> records.add(LogRecord.of(level, name, message)));
  }

  @AfterEach
  void theThreadIsGivenBack() {
    StreamLog.unbind();
  }

  @Test
  void eachLineIsARecord() {
    out.print("one ");
    out.printf("and %d%n", 2);
    out.println("three");

    assertThat(records)
        .containsExactly(
            new LogRecord(Level.INFO, "java.stdout", "one and 2"),
            new LogRecord(Level.INFO, "java.stdout", "three"));
  }

  @Test
  void charactersAreNotTornApart() {
    out.println("\u00fcber");

    assertThat(records).extracting(LogRecord::message).containsExactly("\u00fcber");
  }

  @Test
  void linesOfTwoThreadsAreNotMixed() throws InterruptedException {
    out.print("begun here, ");
    Thread other = new Thread(() -> out.println("there"));
    other.start();
    other.join();
    out.println("ended here");

    assertThat(records)
        .extracting(LogRecord::message)
        .containsExactly("there", "begun here, ended here");
  }

  @Test
  void aLineThatIsTooLongBecomesTwo() {
    out.println("x".repeat(10_000));

    assertThat(records).extracting(record -> record.message().length()).containsExactly(8192, 1808);
  }

  @Test
  void emptyLinesAreNoRecords() {
    out.println();
    out.println("\r");

    assertThat(records).isEmpty();
  }
}
