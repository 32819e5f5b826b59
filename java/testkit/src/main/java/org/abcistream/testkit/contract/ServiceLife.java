package org.abcistream.testkit.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.abcistream.testkit.Node;
import org.abcistream.testkit.NodeException;
import org.abcistream.testkit.NodeOptions;

/** One life of the service under test: a node that streams to it, from its start to its close. */
final class ServiceLife implements AutoCloseable {
  /** How long all threads together may take to see that their service was closed. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Set<Thread> threadsBefore;
  private final Node node;
  private final Observation observation;

  private ServiceLife(Set<Thread> threadsBefore, Node node, Observation observation) {
    this.threadsBefore = threadsBefore;
    this.node = node;
    this.observation = observation;
  }

  /**
   * @throws NodeException if the service cannot be constructed
   */
  static ServiceLife begin(NodeOptions options, Observation observation) {
    Set<Thread> threads = Thread.getAllStackTraces().keySet();
    return new ServiceLife(threads, Node.open(options), observation);
  }

  /**
   * Brings blocks, and returns when the service has taken them.
   *
   * @throws NodeException if it has failed
   */
  void commit(ContractBlock... blocks) {
    for (ContractBlock block : blocks) {
      block.commitTo(node);
    }
  }

  /** What the service has answered last. */
  OptionalLong lastHeight() {
    return observation.lastHeight();
  }

  /** Ends the life. Doing it again does nothing. */
  @Override
  public void close() {
    node.close();
  }

  /**
   * The threads that were started in this life, and would keep the process alive after it. To be
   * asked when it has ended.
   */
  List<String> lingeringThreads() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> lingering = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!thread.isDaemon() && !threadsBefore.contains(thread)) {
        thread.join(Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
        if (thread.isAlive()) {
          lingering.add(thread.getName());
        }
      }
    }
    return lingering;
  }
}
