package org.abcistream.host;

import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.time.Duration;
import java.util.OptionalLong;
import org.abcistream.host.config.ServicePolicy;
import org.abcistream.host.mapping.Address;
import org.abcistream.host.mapping.HostLibrary;
import org.abcistream.host.mapping.HostLibrary.HostApi;
import org.abcistream.host.mapping.HostLibrary.HostStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * One stream of the native library, called through its table of functions. The functions are
 * fetched once, since each fetch makes an object. Usable from any thread; which function is called
 * when is written in {@code host.h}.
 */
final class NativeStream {
  /** How {@code host.h} writes that a service has no progress. */
  private static final long NO_HEIGHT = -1;

  private static final long WITHOUT_END = -1;
  private static final BytePointer NO_TEXT = new BytePointer((Pointer) null);

  private final HostStream stream;
  private final HostApi.AddService addService;
  private final HostApi.Opened opened;
  private final HostApi.Next next;
  private final HostApi.Done done;
  private final HostApi.Detach detach;
  private final HostApi.Left left;
  private final HostApi.Log log;

  /**
   * @throws IllegalStateException if the library is of another version than these classes
   */
  NativeStream(long apiAddress, long streamAddress) {
    HostApi api = new HostApi(new Address(apiAddress));
    checkVersion(api.abi_version());
    stream = new HostStream(new Address(streamAddress));
    addService = api.add_service();
    opened = api.opened();
    next = api.next();
    done = api.done();
    detach = api.detach();
    left = api.left();
    log = api.log();
  }

  private static void checkVersion(long libraryVersion) {
    if (libraryVersion != HostLibrary.ABCISTREAM_HOST_ABI_VERSION) {
      throw new IllegalStateException(
          "the native library has ABI version %d and %s has %d: install both of one version of abcistream"
              .formatted(libraryVersion, placeOfHost(), HostLibrary.ABCISTREAM_HOST_ABI_VERSION));
    }
  }

  private static String placeOfHost() {
    CodeSource source = Host.class.getProtectionDomain().getCodeSource();
    return source == null ? "the jar of the host" : source.getLocation().getPath();
  }

  StreamOptions options() {
    return StreamOptions.read(stream);
  }

  /**
   * Adds a service, before the stream is open.
   *
   * @param wanted a byte for each store of the node; not 0 = the service wants it
   * @return the service's number
   */
  int addService(
      String name, byte[] wanted, OptionalLong lastHeight, ServicePolicy policy, int flags) {
    try (BytePointer nativeName = utf8(name);
        BytePointer stores = new BytePointer(wanted)) {
      int number =
          addService.call(
              stream,
              nativeName,
              stores,
              lastHeight.orElse(NO_HEIGHT),
              policy.timeout().toNanos(),
              policy.queueBlocks(),
              policy.queueBytes(),
              flags);
      if (number < 0) {
        throw new IllegalStateException(
            "the library did not take service %s: status %d".formatted(name, -number));
      }
      return number;
    }
  }

  void opened(Status status, String message, Duration closeTimeout) {
    try (BytePointer text = utf8(message)) {
      opened.call(stream, status.number(), text, closeTimeout.toNanos());
    }
  }

  /**
   * Waits for a service's next block.
   *
   * @param block receives the block's address, and how many before it the service did not get
   * @return false when the stream is closed and no block is left
   */
  boolean next(int service, LongPointer block) {
    int status = next.call(stream, service, WITHOUT_END, block);
    if (status != Status.OK.number() && status != Status.CLOSED.number()) {
      throw new IllegalStateException("the library gave no block: status " + status);
    }
    return status == Status.OK.number();
  }

  /**
   * Gives the block back that {@link #next} has given.
   *
   * @param outcome what has become of it
   */
  void done(int service, OptionalLong durableHeight, BlockOutcome outcome) {
    long height = durableHeight.orElse(NO_HEIGHT);
    String failure = outcome.failure();
    if (failure == null) {
      done.call(stream, service, height, outcome.status().number(), NO_TEXT);
      return;
    }
    try (BytePointer text = utf8(failure)) {
      done.call(stream, service, height, outcome.status().number(), text);
    }
  }

  /** The service gets no further block. Between two blocks. */
  void detach(int service) {
    detach.call(stream, service);
  }

  void left(int service) {
    left.call(stream, service);
  }

  void log(int level, String logger, String message) {
    try (BytePointer nativeLogger = utf8(logger);
        BytePointer text = utf8(message)) {
      log.call(stream, level, nativeLogger, text);
    }
  }

  private static BytePointer utf8(String text) {
    return new BytePointer(text, StandardCharsets.UTF_8);
  }
}
