package org.abcistream.dist;

import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.abcistream.api.Block;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.StreamingService;
import org.jspecify.annotations.Nullable;

/**
 * A service that does what a test tells it to, and remembers what it was given. It takes every
 * block unless told otherwise. Its progress outlives the stream, as that of a real service does.
 * Tests script it before they open the stream.
 */
final class Probe implements StreamingService {
  /** What a probe does when it is constructed. */
  interface Construction {
    void construct(ServiceContext context) throws Exception;
  }

  /** What a probe does with a block. */
  interface Taking {
    void take(Block block) throws Exception;
  }

  /** What a probe does when it is closed. */
  interface Closing {
    void close() throws Exception;
  }

  private final List<Long> delivered = new CopyOnWriteArrayList<>();
  private int finished; // Guarded by the list of those that were delivered.
  private final NavigableMap<Long, byte[]> progress = new ConcurrentSkipListMap<>();
  private volatile Construction construction = context -> {};
  private volatile Taking taking = block -> {};
  private volatile Closing closing = () -> {};

  Probe onConstruct(Construction action) {
    construction = action;
    return this;
  }

  Probe onBlock(Taking action) {
    taking = action;
    return this;
  }

  Probe onClose(Closing action) {
    closing = action;
    return this;
  }

  /** Waits until it was given so many blocks, and had time to take the last of them. */
  void awaitDelivered(int count) throws InterruptedException {
    synchronized (delivered) {
      while (finished < count) {
        delivered.wait();
      }
    }
  }

  /** The heights of all blocks that it was given, those included at which it failed. */
  List<Long> delivered() {
    return List.copyOf(delivered);
  }

  void construct(ServiceContext context) throws Exception {
    construction.construct(context);
  }

  @Override
  public OptionalLong lastHeight() {
    return progress.isEmpty() ? OptionalLong.empty() : OptionalLong.of(progress.lastKey());
  }

  @Override
  public byte @Nullable [] appHashAt(long height) {
    return progress.get(height);
  }

  @Override
  public void onBlock(Block block) throws Exception {
    long height = block.height();
    delivered.add(height);
    taking.take(block);
    byte[] appHash = new byte[block.appHash().remaining()];
    block.appHash().get(appHash);
    progress.tailMap(height, true).clear();
    progress.put(height, appHash);
    synchronized (delivered) {
      finished++;
      delivered.notifyAll();
    }
  }

  @Override
  public void close() throws Exception {
    closing.close();
  }
}
