package org.abcistream.host.log;

import java.util.Arrays;
import java.util.Locale;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Binds SLF4J to {@link StreamLog}. Found by SLF4J through {@link java.util.ServiceLoader}. */
public final class StreamLogProvider implements SLF4JServiceProvider {
  /** The system property that says the least serious level that is not dropped. */
  public static final String LEVEL_PROPERTY = "abcistream.log.level";

  private static final Level DEFAULT_LEVEL = Level.INFO;

  /** The version of SLF4J that the provider is written for, in SLF4J's own form. */
  private static final String REQUESTED_API_VERSION = "2.0.99";

  private final ILoggerFactory loggers = new StreamLoggerFactory(level());
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter mdc = new BasicMDCAdapter();

  @Override
  public ILoggerFactory getLoggerFactory() {
    return loggers;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return mdc;
  }

  @Override
  public String getRequestedApiVersion() {
    return REQUESTED_API_VERSION;
  }

  /** Nothing is left to do after construction. */
  @Override
  public void initialize() {}

  private static Level level() {
    String text = System.getProperty(LEVEL_PROPERTY, DEFAULT_LEVEL.name());
    return Arrays.stream(Level.values())
        .filter(level -> level.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseGet(() -> unknownLevel(text));
  }

  private static Level unknownLevel(String text) {
    StreamLog.write(
        Level.WARN,
        StreamLogProvider.class.getName(),
        "the system property %s is \"%s\": must be one of %s; %s is taken"
            .formatted(LEVEL_PROPERTY, text, Arrays.toString(Level.values()), DEFAULT_LEVEL));
    return DEFAULT_LEVEL;
  }
}
