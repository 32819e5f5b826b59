package org.abcistream.host.log;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** One logger for each name. */
final class StreamLoggerFactory implements ILoggerFactory {
  private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();
  private final Level threshold;

  /**
   * @param threshold the least serious level that is not dropped
   */
  StreamLoggerFactory(Level threshold) {
    this.threshold = threshold;
  }

  @Override
  public Logger getLogger(String name) {
    return loggers.computeIfAbsent(name, key -> new StreamLogger(key, threshold));
  }
}
