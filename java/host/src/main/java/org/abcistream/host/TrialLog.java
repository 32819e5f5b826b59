package org.abcistream.host;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a trial has found out about a service, told as a log record of the logger {@code
 * abcistream.trial.NAME}: INFO where all is well, WARN where it could not be tried, ERROR where it
 * has failed. The program {@code abcistream-doctor} shows them.
 */
final class TrialLog {
  private static final String LOGGER = "abcistream.trial";

  private TrialLog() {}

  private static Logger of(String service) {
    return LoggerFactory.getLogger(LOGGER + '.' + service);
  }

  /** A node that has taken the option over must be told. */
  static void begin(String option) {
    LoggerFactory.getLogger(LOGGER)
        .warn("{} is true: blocks are dummies, and nothing of them is kept", option);
  }

  static void off(String service, String option) {
    of(service).info("off, since {} names no store", option);
  }

  static void notTried(ServiceInstance instance) {
    of(instance.name())
        .warn(
            "not tried, since {} does not support a trial",
            instance.constructor().getClass().getName());
  }

  /** The service has taken the dummy block, or has failed at it. */
  static void tried(String service, BlockOutcome outcome) {
    String failure = outcome.failure();
    if (failure == null) {
      of(service).info("took a dummy block");
    } else {
      of(service).error(failure);
    }
  }
}
