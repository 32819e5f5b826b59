package org.abcistream.testkit.contract;

import org.jspecify.annotations.Nullable;

/**
 * One call of a service, as it was seen from outside.
 *
 * @param method its name
 * @param thread which has called
 * @param interrupted whether the thread's interrupted status was set afterwards
 * @param loaderChanged whether the thread had another context class loader afterwards
 * @param failure what was thrown
 */
record ObservedCall(
    String method,
    Thread thread,
    boolean interrupted,
    boolean loaderChanged,
    @Nullable Throwable failure) {
  static final String CONSTRUCT = "construct";
  static final String LAST_HEIGHT = "lastHeight";
  static final String ON_BLOCK = "onBlock";
  static final String AFTER_BLOCK = "afterBlock";
  static final String CLOSE = "close";

  /** What a call does. */
  interface Action<E extends Exception> {
    void run() throws E;
  }

  @Override
  public String toString() {
    return failure == null ? method : method + ", which has thrown " + failure;
  }
}
