package org.abcistream.host.log;

/** Takes the log records of one stream. Called by any thread, one at a time for each binding. */
@FunctionalInterface
public interface LogRecipient {
  /**
   * Takes one record. Must not wait for anything: the thread that writes the record does meanwhile.
   *
   * @param level one of the numbers of {@link org.slf4j.event.EventConstants}
   * @param logger the name of the logger
   * @param message the whole text; a stack trace makes it more than one line
   */
  void log(int level, String logger, String message);
}
