package org.abcistream.host;

import java.time.Duration;
import org.abcistream.api.RetryableException;

/**
 * Calls something again that has failed with a {@link RetryableException}, with growing pauses, as
 * long as the time allows. Belongs to one thread.
 */
final class Retries {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Duration limit;

  /**
   * Makes retries that end with a time limit.
   *
   * @param limit of all calls and pauses together
   */
  Retries(Duration limit) {
    this.limit = limit;
  }

  /** What is called: takes a block. */
  interface Attempt {
    void run() throws Exception;
  }

  /** Is told of each failure that is followed by another attempt. */
  interface Listener {
    void onRetry(RetryableException failure, Duration pause);
  }

  /**
   * Runs an attempt until it succeeds.
   *
   * @throws Exception the last failure, when it is of another kind or the time is up
   */
  void run(Attempt attempt, Listener listener) throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        attempt.run();
        return;
      } catch (RetryableException failure) {
        if (System.nanoTime() + pause.toNanos() - deadline >= 0) {
          throw failure;
        }
        listener.onRetry(failure, pause);
        Thread.sleep(pause.toMillis());
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      }
    }
  }
}
