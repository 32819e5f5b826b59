package org.abcistream.host.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Which stream the records of a thread belong to. */
public final class StreamLog {
  private static final InheritableThreadLocal<@Nullable LogBinding> CURRENT =
      new InheritableThreadLocal<>();

  private StreamLog() {}

  /**
   * Binds the calling thread, and every thread that it starts from now on, in place of what it was
   * bound to.
   *
   * @return to be closed when the recipient may no longer be called
   */
  public static LogBinding bind(LogRecipient recipient) {
    LogBinding binding = new LogBinding(recipient);
    CURRENT.set(binding);
    return binding;
  }

  /** Unbinds the calling thread; those that it has started stay bound. */
  public static void unbind() {
    CURRENT.remove();
  }

  /** Hands a record to the stream of the calling thread. Never throws. */
  static void write(Level level, String logger, String message) {
    LogBinding binding = CURRENT.get();
    try {
      if (binding != null && binding.deliver(level.toInt(), logger, message)) {
        return;
      }
    } catch (Throwable failure) {
      writeToStandardError(
          Level.ERROR, StreamLog.class.getName(), "the node's log has failed: " + failure);
    }
    writeToStandardError(level, logger, message);
  }

  private static void writeToStandardError(Level level, String logger, String message) {
    Console.standardError().printf("%s %s %s: %s%n", Instant.now(), level, logger, message);
  }
}
