package org.abcistream.testkit.contract;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * What was seen of one life of the service under test. Written by the service's thread, read by
 * that of the test.
 */
final class Observation {
  private final List<ObservedCall> calls = new CopyOnWriteArrayList<>();
  private volatile OptionalLong lastHeight = OptionalLong.empty();

  /** Makes a call, and notes what became of it. */
  <E extends Exception> void observe(String method, ObservedCall.Action<E> action) throws E {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    Throwable failure = null;
    try {
      action.run();
    } catch (Throwable thrown) {
      failure = thrown;
      throw thrown;
    } finally {
      boolean loaderChanged = thread.getContextClassLoader() != loader;
      calls.add(new ObservedCall(method, thread, thread.isInterrupted(), loaderChanged, failure));
    }
  }

  void lastHeightIs(OptionalLong height) {
    lastHeight = height;
  }

  /** What the service has answered last. */
  OptionalLong lastHeight() {
    return lastHeight;
  }

  /** All calls that have ended, in their order. */
  List<ObservedCall> calls() {
    return List.copyOf(calls);
  }

  /** Those of them that are of a kind. */
  List<ObservedCall> calls(Predicate<ObservedCall> kind) {
    return calls.stream().filter(kind).toList();
  }

  /** What the calls that have failed have thrown. */
  List<Throwable> failures() {
    return calls.stream().map(ObservedCall::failure).filter(Objects::nonNull).toList();
  }
}
