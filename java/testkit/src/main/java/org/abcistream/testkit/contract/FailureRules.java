package org.abcistream.testkit.contract;

import static org.abcistream.testkit.contract.ContractBlock.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.abcistream.testkit.NodeException;
import org.junit.jupiter.api.Test;

/** Where errors must be thrown, and what they must say. */
abstract class FailureRules {
  /** How long the host retries what a service calls retryable: the default, for small blocks. */
  private static final String PATIENCE = "5s";

  /** Options are checked when the service is constructed, before the node has made a block. */
  @Test
  void unusableOptionsAreRefusedAtTheStart(ServiceUnderTest service) throws Exception {
    Optional<String> options = service.contract().unusableOptions();
    assumeTrue(options.isPresent(), "unusableOptions() gives none: not tried");
    NodeException refusal =
        assertThrows(
            NodeException.class,
            () -> service.open(options.orElseThrow()).close(),
            "the service was constructed");
    assertEquals(
        "CONFIG",
        refusal.status(),
        () ->
            "construct must throw an OptionException, or another IllegalArgumentException: "
                + refusal.getMessage());
    assertClear(service.latest().failures());
  }

  /** What cannot be written is not swallowed: the start fails, or the block. */
  @Test
  void aTargetThatCannotBeWrittenIsAFailure(ServiceUnderTest service) throws Exception {
    Optional<String> options = service.contract().unwritableOptions();
    assumeTrue(options.isPresent(), "unwritableOptions() gives none: not tried");
    service.timesOutAfter(PATIENCE);
    assertThrows(
        NodeException.class,
        () -> {
          try (ServiceLife life = service.open(options.orElseThrow())) {
            life.commit(at(1), at(2), at(3));
          }
        },
        "the service has taken three blocks that it cannot have written");
    assertClear(service.latest().failures());
  }

  /** A block that could not be read to its end is a failure, and the service does not have it. */
  @Test
  void aBlockThatCannotBeReadIsAFailureAndNoProgress(ServiceUnderTest service) throws Exception {
    service.timesOutAfter(PATIENCE);
    try (ServiceLife life = service.open()) {
      OptionalLong before = commitBlock1AndBreakBlock2(service, life);
      assertThrows(
          NodeException.class,
          () -> life.commit(at(2)),
          "the service has taken a block that it cannot have read");
      assertEquals(before, life.lastHeight(), "the last height after the failure");
    }
  }

  /** Opens a life that fails at its second block, which is of height 2 and has no app hash. */
  static ServiceLife failAtHeight2(ServiceUnderTest service) throws Exception {
    service.timesOutAfter(PATIENCE);
    ServiceLife life = service.open();
    try {
      commitBlock1AndBreakBlock2(service, life);
      life.commit(at(2).withoutAppHash());
    } catch (NodeException e) {
      return life;
    } catch (Throwable notApplicable) {
      life.close();
      throw notApplicable;
    }
    life.close();
    return abort("the service takes blocks that it cannot read, which is against another rule");
  }

  /** The second block, of the same shape, breaks half way through what was read of the first. */
  private static OptionalLong commitBlock1AndBreakBlock2(
      ServiceUnderTest service, ServiceLife life) {
    life.commit(at(1));
    long reads = service.readsOfLastBlock();
    assumeTrue(reads > 0, "the service reads no bytes of a block: there is nothing to break");
    service.breaksBlocksAt((reads + 1) / 2);
    return life.lastHeight();
  }

  /** Asserts that there was a failure, and that it has something to say. */
  static void assertClear(List<Throwable> failures) {
    assertFalse(failures.isEmpty(), "the service has thrown nothing");
    for (Throwable failure : failures) {
      String message = failure.getMessage();
      assertTrue(message != null && !message.isBlank(), "a failure without a message: " + failure);
    }
  }
}
