package org.abcistream.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoGarbageTest {
  private static final int PAIR_SIZE = 40;
  private static final int BUFFERS = 20;
  private static final int ROUNDS = 100;

  @TempDir private Path home;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aHundredTimesThePairsCostNoByteMore() throws IOException {
    SampleBlock small = blockOf(1_000);
    SampleBlock large = blockOf(100_000);
    SampleContext context = new SampleContext(home).with("output-metadata", true);
    long smallest = Long.MAX_VALUE;
    long largest = Long.MAX_VALUE;
    try (FileStreamingService service = context.start()) {
      for (int round = 0; round < ROUNDS; round++) {
        smallest = Math.min(smallest, allocatedBy(service, small));
        largest = Math.min(largest, allocatedBy(service, large));
      }
    }
    // The opening of the next files may fall to either thread: fewer bytes than pairs are none.
    assertThat(Math.abs(largest - smallest)).isLessThan(1_000);
    assertThat(largest).isLessThanOrEqualTo(2_048);
  }

  /** What one block costs the service's thread. */
  private long allocatedBy(FileStreamingService service, SampleBlock block) throws IOException {
    long before = threads.getCurrentThreadAllocatedBytes();
    service.onBlock(block);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static SampleBlock blockOf(int pairs) {
    byte[] part = new byte[pairs * PAIR_SIZE / BUFFERS];
    byte[][] parts = Stream.generate(() -> part).limit(BUFFERS).toArray(byte[][]::new);
    return new SampleBlock(1_000_000).withData(SamplePayload.of(parts));
  }
}
