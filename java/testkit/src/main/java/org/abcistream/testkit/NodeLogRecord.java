package org.abcistream.testkit;

import org.slf4j.event.Level;

/**
 * One record that the library has handed to the node's log.
 *
 * @param level how serious
 * @param stream the name of the stream
 * @param logger who wrote it
 * @param message with the stack trace, where there was one
 */
public record NodeLogRecord(Level level, String stream, String logger, String message) {}
