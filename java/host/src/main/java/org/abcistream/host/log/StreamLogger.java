package org.abcistream.host.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.EventConstants;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NormalizedParameters;
import org.slf4j.spi.LoggingEventAware;

/** Formats the records of one logger. */
final class StreamLogger extends LegacyAbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1L;

  private final int threshold;

  /**
   * @param threshold the least serious level that is not dropped
   */
  StreamLogger(String name, Level threshold) {
    this.name = name;
    this.threshold = threshold.toInt();
  }

  @Override
  public boolean isTraceEnabled() {
    return threshold <= EventConstants.TRACE_INT;
  }

  @Override
  public boolean isDebugEnabled() {
    return threshold <= EventConstants.DEBUG_INT;
  }

  @Override
  public boolean isInfoEnabled() {
    return threshold <= EventConstants.INFO_INT;
  }

  @Override
  public boolean isWarnEnabled() {
    return threshold <= EventConstants.WARN_INT;
  }

  @Override
  public boolean isErrorEnabled() {
    return threshold <= EventConstants.ERROR_INT;
  }

  /**
   * Takes a record of the fluent API. SLF4J's own way would turn the values of its pairs into text
   * by itself, and throw when one of them does; as arguments they go through its formatter, which
   * does not.
   */
  @Override
  public void log(LoggingEvent event) {
    NormalizedParameters call =
        NormalizedParameters.normalize(
            event.getMessage(), event.getArgumentArray(), event.getThrowable());
    StringBuilder pattern = new StringBuilder();
    List<@Nullable Object> arguments = new ArrayList<>();
    for (KeyValuePair pair : orEmpty(event.getKeyValuePairs())) {
      pattern.append(pair.key).append("={} ");
      arguments.add(pair.value);
    }
    pattern.append(call.getMessage());
    if (call.getArguments() != null) {
      Collections.addAll(arguments, call.getArguments());
    }
    write(event.getLevel(), pattern.toString(), arguments.toArray(), call.getThrowable());
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? Collections.emptyList() : list;
  }

  /** Not asked for: the place of a call is not part of a record. */
  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String message,
      Object @Nullable [] arguments,
      @Nullable Throwable throwable) {
    write(level, message, arguments, throwable);
  }

  private void write(
      Level level,
      @Nullable String message,
      @Nullable Object @Nullable [] arguments,
      @Nullable Throwable throwable) {
    String text = String.valueOf(MessageFormatter.basicArrayFormat(message, arguments));
    StreamLog.write(level, name, throwable == null ? text : text + '\n' + stackTraceOf(throwable));
  }

  private static String stackTraceOf(Throwable throwable) {
    StringWriter trace = new StringWriter();
    try {
      throwable.printStackTrace(new PrintWriter(trace));
    } catch (Throwable failure) {
      trace.append(throwable.getClass().getName() + ", whose stack trace cannot be shown");
    }
    return trace.toString().stripTrailing();
  }
}
