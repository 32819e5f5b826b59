package org.abcistream.host;

import static org.abcistream.host.HeightGate.Decision.BEGIN;
import static org.abcistream.host.HeightGate.Decision.GAP;
import static org.abcistream.host.HeightGate.Decision.NEXT;
import static org.abcistream.host.HeightGate.Decision.REPEATED;
import static org.abcistream.host.HeightGate.Decision.REWRITTEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.abcistream.api.Block;
import org.abcistream.api.StreamingService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeightGateTest {
  private static final byte[] HASH = {1, 2, 3};
  private static final byte[] OTHER_HASH = {1, 2, 4};
  private static final byte[] NO_HASH = {};

  private final Standing service = new Standing();
  private final HeightGate gate = new HeightGate(service);

  /** A service that says where it stands, and knows the app hash of one height. */
  private static final class Standing implements StreamingService {
    private OptionalLong last = OptionalLong.empty();
    private long knownHeight;

    void at(long height) {
      last = OptionalLong.of(height);
      knownHeight = height;
    }

    @Override
    public OptionalLong lastHeight() {
      return last;
    }

    @Override
    public byte @Nullable [] appHashAt(long height) {
      return height == knownHeight ? HASH.clone() : null;
    }

    @Override
    public void onBlock(Block block) {}

    @Override
    public void close() {}
  }

  @Test
  void aServiceWithoutProgressBeginsAnywhere() {
    assertThat(gate.decide(1, HASH)).isEqualTo(BEGIN);
    assertThat(gate.decide(10_000_000, NO_HASH)).isEqualTo(BEGIN);
  }

  @Test
  void theHeightAfterTheLastIsNext() {
    service.at(7);
    assertThat(gate.decide(8, HASH)).isEqualTo(NEXT);
    assertThat(gate.expected()).isEqualTo(8);
  }

  @Test
  void aHeightBeyondTheNextIsAGap() {
    service.at(7);
    assertThat(gate.decide(9, HASH)).isEqualTo(GAP);
  }

  @Test
  void theSameBlockIsRepeated() {
    service.at(7);
    assertThat(gate.decide(7, HASH)).isEqualTo(REPEATED);
  }

  @Test
  void aBlockOfAnotherHashIsRewritten() {
    service.at(7);
    assertThat(gate.decide(7, OTHER_HASH)).isEqualTo(REWRITTEN);
  }

  @Test
  void aBlockThatCannotBeComparedIsRewritten() {
    service.at(7);
    assertThat(gate.decide(7, NO_HASH)).isEqualTo(REWRITTEN);
    assertThat(gate.decide(6, HASH)).isEqualTo(REWRITTEN);
  }

  @Test
  void whatFollowsARewrittenBlockIsNext() {
    service.at(7);
    gate.settle(7);
    service.at(5);
    gate.settle(5);
    assertThat(gate.decide(6, OTHER_HASH)).isEqualTo(NEXT);
    assertThat(gate.decide(7, OTHER_HASH)).isEqualTo(GAP);
  }

  @Test
  void aSettledHoleIsNoGap() {
    service.at(7);
    gate.settle(8);
    assertThat(gate.decide(9, HASH)).isEqualTo(NEXT);
    assertThat(gate.expected()).isEqualTo(9);
    assertThat(gate.decide(10, HASH)).isEqualTo(GAP);
  }

  @Test
  void aHoleAtTheBeginningIsProgress() {
    gate.settle(3);
    assertThat(gate.decide(4, HASH)).isEqualTo(NEXT);
    assertThat(gate.decide(5, HASH)).isEqualTo(GAP);
  }
}
