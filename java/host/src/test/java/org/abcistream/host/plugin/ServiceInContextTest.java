package org.abcistream.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.abcistream.api.Block;
import org.abcistream.api.StreamingService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceInContextTest {
  private static final Block NO_BLOCK =
      (Block)
          Proxy.newProxyInstance(
              Block.class.getClassLoader(),
              new Class<?>[] {Block.class},
              (block, method, arguments) -> {
                throw new IllegalStateException("nobody looks at the block");
              });

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final ClassLoader own = new SharedClasses(ServiceInContextTest.class.getClassLoader());
  private final List<ClassLoader> found = new ArrayList<>();

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  /** Notes the context class loader of each call, and leaves another one behind. */
  private final class Careless implements StreamingService {
    private void call() {
      found.add(Thread.currentThread().getContextClassLoader());
      Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    }

    @Override
    public OptionalLong lastHeight() {
      call();
      return OptionalLong.of(7);
    }

    @Override
    public byte[] appHashAt(long height) {
      call();
      return new byte[] {(byte) height};
    }

    @Override
    public void onBlock(Block block) {
      call();
    }

    @Override
    public void close() {
      call();
      throw new IllegalStateException("cannot");
    }
  }

  @Test
  void everyCallFindsTheServicesOwnLoader() throws Exception {
    StreamingService service = new ServiceInContext(new Careless(), own);

    assertThat(service.lastHeight()).hasValue(7);
    assertThat(service.appHashAt(5)).containsExactly(5);
    service.onBlock(NO_BLOCK);
    assertThatThrownBy(service::close).hasMessage("cannot");

    assertThat(found).containsExactly(own, own, own, own);
  }

  @Test
  void anActionThatFailsLeavesTheContextAsItWas() {
    assertThatThrownBy(
            () ->
                ContextClassLoader.call(
                    own,
                    () -> {
                      found.add(Thread.currentThread().getContextClassLoader());
                      throw new IllegalStateException("cannot");
                    }))
        .hasMessage("cannot");

    assertThat(found).containsExactly(own);
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }
}
