package org.abcistream.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * How many bytes the threads of the host and of its services allocate for a block, apart from what
 * the node of the testkit does, which is in Java as well.
 */
public final class ServiceGarbage implements InternalProfiler {
  /** The name of the result, in bytes for each block. */
  static final String LABEL = "service.alloc.norm";

  private static final String THREAD_PREFIX = "abcistream-";

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long before;

  @Override
  public String getDescription() {
    return "allocation of the services' threads";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = allocated();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double blocks = result.getMetadata().getAllOps();
    double bytes = allocated() - before;
    return List.of(new ScalarResult(LABEL, bytes / blocks, "B/op", AggregationPolicy.AVG));
  }

  private long allocated() {
    long bytes = 0;
    for (long id : threads.getAllThreadIds()) {
      ThreadInfo thread = threads.getThreadInfo(id);
      if (thread != null && thread.getThreadName().startsWith(THREAD_PREFIX)) {
        bytes += threads.getThreadAllocatedBytes(id);
      }
    }
    return bytes;
  }
}
