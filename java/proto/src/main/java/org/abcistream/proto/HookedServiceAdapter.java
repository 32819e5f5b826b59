package org.abcistream.proto;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.abcistream.api.Block;
import org.abcistream.api.ChangeSet;
import org.abcistream.api.OptionException;
import org.abcistream.api.PairCursor;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.StoreKey;
import org.abcistream.api.StreamingService;
import org.abcistream.api.WriteListener;
import org.abcistream.proto.cosmos.base.store.v1beta1.BlockMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link HookedStreamingService} as a {@link StreamingService}: drives the hooks from each
 * whole block.
 *
 * <p>The order is that of SDK v0.47: begin, each deliver, end, then every write, then commit. It is
 * what a listener of v0.50 and later sees too: finalize, then the change set with the commit.
 * Writes come by store in ascending order of the names, and within a store in the order in which
 * the node wrote; a Cosmos SDK node gives the stores in a random order instead, which means
 * nothing.
 *
 * <p>What a hook or a listener throws is thrown on as it is.
 */
public final class HookedServiceAdapter implements StreamingService {
  private final HookedStreamingService service;
  private final Map<StoreKey, List<WriteListener>> listeners;

  private HookedServiceAdapter(
      HookedStreamingService service, Map<StoreKey, List<WriteListener>> listeners) {
    this.service = service;
    this.listeners = listeners;
  }

  /**
   * Asks the service for its listeners and lets it {@linkplain HookedStreamingService#stream
   * begin}; call it from {@link org.abcistream.api.ServiceConstructor#construct}. When it fails,
   * the service is closed.
   *
   * @param service owned by the adapter from now on
   * @param context what the service was made from
   * @return what the host is to run; closing it closes the service
   * @throws OptionException if the service listens to a store that its {@code keys} do not expose
   * @throws Exception whatever the service throws
   */
  public static StreamingService adapt(HookedStreamingService service, ServiceContext context)
      throws Exception {
    try {
      Map<StoreKey, List<WriteListener>> listeners = copyOf(service.listeners());
      requireExposed(listeners, context);
      service.stream();
      return new HookedServiceAdapter(service, listeners);
    } catch (Throwable failure) {
      closeAfter(failure, service);
      throw failure;
    }
  }

  @Override
  public OptionalLong lastHeight() {
    return service.lastHeight();
  }

  @Override
  public byte @Nullable [] appHashAt(long height) {
    return service.appHashAt(height);
  }

  @Override
  public void onBlock(Block block) throws Exception {
    BlockMetadata metadata = BlockMetadataParser.parse(block);
    driveExecution(metadata);
    for (ChangeSet changes : block.changeSets()) {
      driveWrites(changes);
    }
    service.listenCommit(
        block.height(), ByteString.copyFrom(block.appHash()), metadata.getResponseCommit());
  }

  @Override
  public void close() throws Exception {
    service.close();
  }

  /** A hook that the node did not call has left no message, so that one order does for both. */
  private void driveExecution(BlockMetadata metadata) throws Exception {
    if (metadata.hasRequestBeginBlock()) {
      service.listenBeginBlock(metadata.getRequestBeginBlock(), metadata.getResponseBeginBlock());
    }
    for (BlockMetadata.DeliverTx tx : metadata.getDeliverTxsList()) {
      service.listenDeliverTx(tx.getRequest(), tx.getResponse());
    }
    if (metadata.hasRequestEndBlock()) {
      service.listenEndBlock(metadata.getRequestEndBlock(), metadata.getResponseEndBlock());
    }
    if (metadata.hasRequestFinalizeBlock()) {
      service.listenFinalizeBlock(
          metadata.getRequestFinalizeBlock(), metadata.getResponseFinalizeBlock());
    }
  }

  /** Each listener gets buffers of its own, since it may move their positions. */
  private void driveWrites(ChangeSet changes) throws Exception {
    List<WriteListener> told = listeners.getOrDefault(changes.storeKey(), List.of());
    if (told.isEmpty()) {
      return;
    }
    PairCursor pair = changes.cursor();
    while (pair.next()) {
      for (WriteListener listener : told) {
        listener.onWrite(changes.storeKey(), pair.key(), pair.value(), pair.isDelete());
      }
    }
  }

  private static Map<StoreKey, List<WriteListener>> copyOf(
      Map<StoreKey, List<WriteListener>> listeners) {
    return listeners.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
  }

  private static void requireExposed(
      Map<StoreKey, List<WriteListener>> listeners, ServiceContext context) {
    List<StoreKey> hidden =
        listeners.keySet().stream()
            .filter(key -> !context.storeKeys().contains(key))
            .sorted()
            .toList();
    if (!hidden.isEmpty()) {
      throw new OptionException(
          context.options().nameOf("keys"),
          context.storeKeys(),
          "must also name %s, which this service listens to, or be [\"*\"]".formatted(hidden));
    }
  }

  private static void closeAfter(Throwable failure, HookedStreamingService service) {
    try {
      service.close();
    } catch (Exception second) {
      failure.addSuppressed(second);
    }
  }
}
