package org.abcistream.host;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.abcistream.api.StoreKey;
import org.abcistream.api.StreamingService;
import org.abcistream.host.block.BlockReader;
import org.abcistream.host.plugin.ServiceInContext;
import org.bytedeco.javacpp.LongPointer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a service: constructs it, waits until all of the stream are ready, then takes
 * block after block until the stream is closed, and closes the service. The thread is never
 * interrupted, since that would close the file under a service that is writing.
 */
final class ServiceRunner {
  private final NativeStream stream;
  private final ServiceInstance instance;
  private final BlockReader reader;
  private final boolean ignoresGaps;
  private final Thread thread;

  /** Completed by the thread: where the service stands, or why there is none. */
  private final CompletableFuture<OptionalLong> ready = new CompletableFuture<>();

  /** Completed by the stream: the service's number, or none when the stream cannot be opened. */
  private final CompletableFuture<OptionalInt> go = new CompletableFuture<>();

  /** Completed by the thread: it runs no code of the service any more. */
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  ServiceRunner(
      NativeStream stream, ServiceInstance instance, List<StoreKey> stores, boolean ignoresGaps) {
    this.stream = stream;
    this.instance = instance;
    this.reader = new BlockReader(instance.storeKeys(), stores);
    this.ignoresGaps = ignoresGaps;
    this.thread = new Thread(this::run, "abcistream-" + instance.name());
    thread.setDaemon(true);
    thread.setContextClassLoader(instance.loader());
  }

  ServiceInstance instance() {
    return instance;
  }

  /** Completed when the service is closed, or could not be constructed; before the stream is. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /**
   * Has the service constructed.
   *
   * @param patience how long to wait for that
   * @return the height up to which the service has everything
   */
  OptionalLong start(Duration patience) throws StartException, InterruptedException {
    thread.start();
    try {
      return ready.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new StartException(
          Status.TIMEOUT,
          ("service %s was not ready within abcistream.start-timeout: %s is still constructing it; "
                  + "raise the option if that may take longer")
              .formatted(instance.name(), instance.constructor().getClass().getName()),
          e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StartException(
          cause instanceof IllegalArgumentException ? Status.CONFIG : Status.SERVICE_FAILED,
          "service %s cannot start: %s".formatted(instance.name(), BlockDelivery.reason(cause)),
          cause);
    }
  }

  /** Lets the service take blocks, under the number that the library knows it by. */
  void go(int number) {
    go.complete(OptionalInt.of(number));
  }

  /**
   * There will be no stream. Waits until the service is closed, unless it is not even there yet.
   */
  void abandon(Duration patience) throws InterruptedException {
    go.complete(OptionalInt.empty());
    if (ready.isDone()) {
      thread.join(patience.toMillis());
    }
  }

  private void run() {
    StreamingService service = construct();
    if (service == null) {
      ended.complete(null);
      return;
    }
    OptionalInt number = go.join();
    if (number.isPresent()) {
      takeBlocks(service, number.getAsInt());
    }
    close(service);
    ended.complete(null);
    number.ifPresent(stream::left);
  }

  /** The service, once it has said where it stands; null when there is none, and why was said. */
  private @Nullable StreamingService construct() {
    StreamingService service = null;
    try {
      service = new ServiceInContext(instance.constructor().construct(instance), instance.loader());
      ready.complete(service.lastHeight());
      return service;
    } catch (Throwable failure) {
      if (service != null) {
        close(service);
      }
      ready.completeExceptionally(failure);
      return null;
    }
  }

  private void takeBlocks(StreamingService service, int number) {
    BlockDelivery delivery = new BlockDelivery(service, instance, ignoresGaps);
    try (LongPointer block = new LongPointer(2)) {
      while (stream.next(number, block)) {
        BlockOutcome outcome = delivery.take(reader.read(block.get(0)), block.get(1));
        if (instance.trial()) {
          TrialLog.tried(instance.name(), outcome);
        }
        stream.done(number, delivery.durableHeight(), outcome);
        if (delivery.isDetached()) {
          stream.detach(number);
        } else {
          delivery.prepareForNext();
        }
      }
    }
  }

  private void close(StreamingService service) {
    try {
      service.close();
    } catch (Throwable failure) {
      instance.logger().error("service {} could not be closed", instance.name(), failure);
    }
  }
}
