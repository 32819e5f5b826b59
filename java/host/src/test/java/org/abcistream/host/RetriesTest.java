package org.abcistream.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.abcistream.api.RetryableException;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private final List<Long> pauses = new ArrayList<>();
  private int attempts;

  private void run(Duration limit, Retries.Attempt attempt) throws Exception {
    new Retries(limit)
        .run(
            () -> {
              attempts++;
              attempt.run();
            },
            (failure, pause) -> pauses.add(pause.toMillis()));
  }

  private static void fail() throws RetryableException {
    throw new RetryableException("the broker is away");
  }

  @Test
  void whatSucceedsIsRunOnce() throws Exception {
    run(Duration.ofSeconds(5), () -> {});

    assertThat(attempts).isEqualTo(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void aRetryableFailureIsTriedAgainAfterGrowingPauses() throws Exception {
    run(
        Duration.ofMinutes(1),
        () -> {
          if (attempts < 4) {
            fail();
          }
        });

    assertThat(attempts).isEqualTo(4);
    assertThat(pauses).containsExactly(20L, 40L, 80L);
  }

  @Test
  void theLastFailureIsThrownWhenNoTimeIsLeftForAPause() {
    assertThatThrownBy(() -> run(Duration.ofMillis(10), RetriesTest::fail))
        .isInstanceOf(RetryableException.class)
        .hasMessage("the broker is away");
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void anyOtherFailureIsThrownAtOnce() {
    assertThatThrownBy(
            () ->
                run(
                    Duration.ofMinutes(1),
                    () -> {
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
    assertThat(attempts).isEqualTo(1);
  }
}
