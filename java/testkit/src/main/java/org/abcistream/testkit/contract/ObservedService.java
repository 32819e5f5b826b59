package org.abcistream.testkit.contract;

import java.util.OptionalLong;
import org.abcistream.api.Block;
import org.abcistream.api.StreamingService;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the host and the service under test: lends it a copy of each block, and notes what
 * it does.
 */
final class ObservedService implements StreamingService {
  private final ServiceUnderTest subject;
  private final Observation observation;
  private final StreamingService service;

  ObservedService(ServiceUnderTest subject, Observation observation, StreamingService service) {
    this.subject = subject;
    this.observation = observation;
    this.service = service;
  }

  @Override
  public OptionalLong lastHeight() {
    observation.observe(
        ObservedCall.LAST_HEIGHT, () -> observation.lastHeightIs(service.lastHeight()));
    return observation.lastHeight();
  }

  @Override
  public byte @Nullable [] appHashAt(long height) {
    return service.appHashAt(height);
  }

  @Override
  public void onBlock(Block block) throws Exception {
    Block kept = new LentBlock(block, new Loan(block.height(), Loan.NEVER));
    LentBlock lent = subject.lend(block);
    try {
      observation.observe(ObservedCall.ON_BLOCK, () -> service.onBlock(lent));
    } finally {
      subject.takeBack(lent);
    }
    subject.taken(kept, service);
  }

  @Override
  public void afterBlock() throws Exception {
    observation.observe(ObservedCall.AFTER_BLOCK, service::afterBlock);
  }

  @Override
  public void onHole(long first, long last, String reason) {
    service.onHole(first, last, reason);
  }

  @Override
  public void close() throws Exception {
    observation.observe(ObservedCall.CLOSE, service::close);
  }
}
