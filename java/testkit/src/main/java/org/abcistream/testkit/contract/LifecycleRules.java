package org.abcistream.testkit.contract;

import static org.abcistream.testkit.contract.ContractBlock.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.abcistream.api.ServiceConstructor;
import org.junit.jupiter.api.Test;

/** How a service comes and goes, and what it leaves behind. */
abstract class LifecycleRules extends FailureRules {
  /** A jar names its constructor in {@code META-INF/services}. */
  @Test
  void theServiceLoaderFindsItsConstructor(ServiceUnderTest service) {
    Class<?> type = service.constructor().getClass();
    Stream<Class<?>> found =
        ServiceLoader.load(ServiceConstructor.class, type.getClassLoader()).stream()
            .map(ServiceLoader.Provider::type);
    assertTrue(
        found.anyMatch(type::equals),
        () ->
            "no META-INF/services/%s names %s"
                .formatted(ServiceConstructor.class.getName(), type.getName()));
  }

  /** A life is one construction and one close, on one thread, and none of its calls fails. */
  @Test
  void itIsConstructedAndClosedOnceOnOneThread(ServiceUnderTest service) throws Exception {
    try (ServiceLife life = service.open()) {
      life.commit(at(1), at(2));
    }
    List<ObservedCall> calls = service.latest().calls();
    assertEquals(
        List.of(
            ObservedCall.CONSTRUCT,
            ObservedCall.ON_BLOCK,
            ObservedCall.AFTER_BLOCK,
            ObservedCall.ON_BLOCK,
            ObservedCall.AFTER_BLOCK,
            ObservedCall.CLOSE),
        calls.stream()
            .map(ObservedCall::method)
            .filter(method -> !method.equals(ObservedCall.LAST_HEIGHT))
            .toList());
    assertEquals(
        List.of(calls.get(0).thread()),
        calls.stream().map(ObservedCall::thread).distinct().toList(),
        "the threads that have called the service");
    assertEquals(List.of(), service.latest().failures(), "the failures of its calls");
  }

  /** A constructor makes a new service each time, since a node may have several of one type. */
  @Test
  void eachConstructionMakesAServiceOfItsOwn(ServiceUnderTest service) throws Exception {
    service.open().close();
    service.open().close();
    assertNotSame(
        service.made().get(0),
        service.made().get(1),
        "the constructor has returned a service that was closed");
  }

  /** A node may stop before its first block. */
  @Test
  void itCanBeClosedBeforeAnyBlock(ServiceUnderTest service) throws Exception {
    service.open().close();
    assertEquals(List.of(), service.latest().failures(), "the failures of its calls");
  }

  /** What a service holds, such as locks, ports and connections, is free again after its close. */
  @Test
  void itCanBeOpenedAgainInTheSameProcess(ServiceUnderTest service) throws Exception {
    try (ServiceLife life = service.open()) {
      life.commit(at(1), at(2));
    }
    try (ServiceLife life = service.open()) {
      for (long height = life.lastHeight().orElse(2) + 1; height <= 3; height++) {
        life.commit(at(height));
      }
    }
    service.assertWritten();
  }

  /** The same holds when the service has failed: then the node stops, and is started again. */
  @Test
  void itCanBeClosedAfterAFailure(ServiceUnderTest service) throws Exception {
    failAtHeight2(service).close();
    assertEquals(
        List.of(),
        service.latest().calls(call -> call.method().equals(ObservedCall.CLOSE)).stream()
            .filter(call -> call.failure() != null)
            .toList(),
        "closes that have failed");
    service.mendsBlocks();
    try (ServiceLife life = service.open()) {
      life.commit(at(2).withoutAppHash());
    }
    service.assertWritten();
  }

  /** An interrupt that is left on the service's thread would close its next file under it. */
  @Test
  void itLeavesNoInterruptBehind(ServiceUnderTest service) throws Exception {
    try (ServiceLife life = service.open()) {
      life.commit(at(1), at(2));
    }
    assertEquals(
        List.of(),
        service.latest().calls(ObservedCall::interrupted),
        "calls after which the thread was interrupted");
  }

  /** Who sets the context class loader of the service's thread sets it back. */
  @Test
  void itRestoresTheContextClassLoader(ServiceUnderTest service) throws Exception {
    try (ServiceLife life = service.open()) {
      life.commit(at(1), at(2));
    }
    assertEquals(
        List.of(),
        service.latest().calls(ObservedCall::loaderChanged),
        "calls after which the thread had another context class loader");
  }

  /** Threads of a service are daemons, or end with it. */
  @Test
  void itLeavesNoThreadThatKeepsAProcessAlive(ServiceUnderTest service) throws Exception {
    ServiceLife life = service.open();
    try (life) {
      life.commit(at(1), at(2));
    }
    assertEquals(List.of(), life.lingeringThreads(), "threads that are not daemons and still run");
  }
}
