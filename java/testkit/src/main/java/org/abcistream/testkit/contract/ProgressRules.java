package org.abcistream.testkit.contract;

import static org.abcistream.testkit.contract.ContractBlock.anotherAt;
import static org.abcistream.testkit.contract.ContractBlock.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.abcistream.api.Block;
import org.abcistream.api.StreamingService;
import org.abcistream.testkit.NodeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a service says of how far it is, and what it does with heights that it has had. */
abstract class ProgressRules extends LifecycleRules {
  /** A height that is promised is there, and stays there. */
  @Test
  void progressIsNeverAheadAndNeverGoesBack(ServiceUnderTest service) throws Exception {
    try (ServiceLife life = service.open()) {
      long before = 0;
      for (long height = 1; height <= 5; height++) {
        life.commit(at(height));
        long last = life.lastHeight().orElse(before);
        assertTrue(
            before <= last && last <= height,
            "the last height was %d, and after block %d it is %d".formatted(before, height, last));
        before = last;
      }
    }
  }

  /** What was promised before the close holds after it. */
  @Test
  void progressSurvivesTheClose(ServiceUnderTest service) throws Exception {
    OptionalLong promised;
    try (ServiceLife life = service.open()) {
      life.commit(at(1), at(2), at(3));
      promised = life.lastHeight();
    }
    try (ServiceLife life = service.open()) {
      assertTrue(
          life.lastHeight().orElse(0) >= promised.orElse(0),
          "the last height was %s, and in the next life it is %s"
              .formatted(promised, life.lastHeight()));
    }
    service.assertWritten();
  }

  /** Without progress a service begins with whatever block comes first. */
  @Test
  void itBeginsAtAnyHeight(ServiceUnderTest service) throws Exception {
    try (ServiceLife life = service.open()) {
      assertEquals(OptionalLong.empty(), life.lastHeight(), "the last height of a new service");
      life.commit(at(10_000_000), at(10_000_001));
    }
    service.assertWritten();
  }

  /** A node that is started again repeats blocks. */
  @Test
  void aBlockThatComesAgainDoesNoHarm(ServiceUnderTest service) throws Exception {
    try (ServiceLife life = service.open()) {
      life.commit(at(1), at(2), at(3));
    }
    try (ServiceLife life = service.open()) {
      life.commit(at(2), at(3), at(4));
    }
    service.assertWritten();
  }

  /** Without app hashes nobody can tell that a block is the same, and the service has it again. */
  @Test
  void aBlockThatComesAgainWithoutAnAppHashDoesNoHarm(ServiceUnderTest service) throws Exception {
    try (ServiceLife life = service.open()) {
      life.commit(at(1).withoutAppHash(), at(2).withoutAppHash(), at(3).withoutAppHash());
    }
    try (ServiceLife life = service.open()) {
      life.commit(at(2).withoutAppHash(), at(3).withoutAppHash(), at(4).withoutAppHash());
    }
    service.assertWritten();
  }

  /**
   * A block of another app hash, at a height that the service has had, takes the place of that one
   * and of those above it; or it is refused, with an exception that says so.
   */
  @Test
  void aBlockOfARolledBackChainIsTakenOrRefused(ServiceUnderTest service) throws Exception {
    try (ServiceLife life = service.open()) {
      life.commit(at(1), at(2), at(3), at(4), at(5));
    }
    try (ServiceLife life = service.open()) {
      OptionalLong before = life.lastHeight();
      long first = Math.min(3, before.orElse(5) + 1);
      if (isRefused(life, anotherAt(first))) {
        assertClear(service.latest().failures());
        assertEquals(before, life.lastHeight(), "the last height after the refusal");
      } else {
        assertTrue(
            life.lastHeight().orElse(0) <= first,
            "the last height is still %s, of the chain that was rolled back"
                .formatted(life.lastHeight()));
        for (long height = first + 1; height <= 5; height++) {
          life.commit(anotherAt(height));
        }
      }
    }
    service.assertWritten();
  }

  /** An app hash that a service gives out is that of the block, and the caller's own. */
  @Test
  void appHashesAreThoseOfTheBlocks(ServiceUnderTest service) throws Exception {
    List<ByteBuffer> given = new CopyOnWriteArrayList<>();
    List<ByteBuffer> answered = new CopyOnWriteArrayList<>();
    service.poisonsMemory();
    service.afterEachBlock(
        (asked, block) -> {
          byte[] answer = appHashOf(asked, block);
          if (answer != null) {
            Arrays.fill(answer, (byte) 0);
            given.add(block.appHash());
            answered.add(bufferOf(appHashOf(asked, block)));
          }
        });
    try (ServiceLife life = service.open()) {
      life.commit(at(1), at(2), at(3));
    }
    assertEquals(given, answered, "the app hashes that the service gives out");
  }

  private static byte @Nullable [] appHashOf(StreamingService service, Block block) {
    long height = block.height();
    return service.lastHeight().orElse(0) < height ? null : service.appHashAt(height);
  }

  private static ByteBuffer bufferOf(byte @Nullable [] bytes) {
    return ByteBuffer.wrap(bytes == null ? new byte[0] : bytes);
  }

  private static boolean isRefused(ServiceLife life, ContractBlock block) {
    try {
      life.commit(block);
      return false;
    } catch (NodeException e) {
      return true;
    }
  }
}
