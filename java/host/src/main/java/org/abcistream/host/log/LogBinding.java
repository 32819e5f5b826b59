package org.abcistream.host.log;

import org.jspecify.annotations.Nullable;

/**
 * What ties threads to the log of a stream, until it is closed. Usable from any thread.
 *
 * <p>A recipient may write to memory that its stream gives back. So a record is handed over under
 * the lock that {@link #close} takes: a thread that outlives the stream cannot be caught half way.
 */
public final class LogBinding implements AutoCloseable {
  private @Nullable LogRecipient recipient;

  LogBinding(LogRecipient recipient) {
    this.recipient = recipient;
  }

  /**
   * Hands a record over.
   *
   * @return false when the binding is closed
   */
  synchronized boolean deliver(int level, String logger, String message) {
    if (recipient == null) {
      return false;
    }
    recipient.log(level, logger, message);
    return true;
  }

  /**
   * Lets go of the recipient: when this returns, it is not running and is not called again. Records
   * of the threads that are still bound go to the standard error stream.
   */
  @Override
  public synchronized void close() {
    recipient = null;
  }
}
