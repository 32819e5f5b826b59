package org.abcistream.host.log;

import org.slf4j.event.Level;

/** What a recipient was told. */
record LogRecord(Level level, String logger, String message) {
  static LogRecord of(int level, String logger, String message) {
    return new LogRecord(Level.intToLevel(level), logger, message);
  }
}
