package org.abcistream.host.plugin;

import java.util.OptionalLong;
import org.abcistream.api.Block;
import org.abcistream.api.StreamingService;
import org.jspecify.annotations.Nullable;

/**
 * A service on its thread: each call finds the service's class loader as the context class loader,
 * whatever the call before has left there.
 *
 * @param service what is called
 * @param loader the class loader of its constructor
 */
public record ServiceInContext(StreamingService service, ClassLoader loader)
    implements StreamingService {
  private StreamingService entered() {
    Thread.currentThread().setContextClassLoader(loader);
    return service;
  }

  @Override
  public OptionalLong lastHeight() {
    return entered().lastHeight();
  }

  @Override
  public byte @Nullable [] appHashAt(long height) {
    return entered().appHashAt(height);
  }

  @Override
  public void onBlock(Block block) throws Exception {
    entered().onBlock(block);
  }

  @Override
  public void onHole(long first, long last, String reason) {
    entered().onHole(first, last, reason);
  }

  @Override
  public void afterBlock() throws Exception {
    entered().afterBlock();
  }

  @Override
  public void close() throws Exception {
    entered().close();
  }
}
