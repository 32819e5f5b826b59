package org.abcistream.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.abcistream.testkit.mapping.NodeLibrary;
import org.abcistream.testkit.mapping.NodeLibrary.Bytes;
import org.abcistream.testkit.mapping.NodeLibrary.LogCallback;
import org.abcistream.testkit.mapping.NodeLibrary.LogRecord;
import org.abcistream.testkit.mapping.NodeLibrary.NodeError;
import org.abcistream.testkit.mapping.NodeLibrary.Options;
import org.abcistream.testkit.mapping.NodeLibrary.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.slf4j.event.Level;

/**
 * A node with one open stream. Its methods are the hooks of {@code abcistream.h}, called by one
 * thread at a time; a failure is a {@link NodeException}.
 */
public final class Node implements AutoCloseable {
  private static final byte[] NOTHING = {};

  private final List<String> stores;
  private final List<NodeLogRecord> logRecords = new CopyOnWriteArrayList<>();
  private final LogCallback logCallback = new RecordingCallback();
  private final Stream stream = new Stream();
  private boolean open;

  private Node(List<String> stores) {
    this.stores = stores;
  }

  private final class RecordingCallback extends LogCallback {
    @Override
    public void call(LogRecord record, Pointer userData) {
      logRecords.add(
          new NodeLogRecord(
              Level.intToLevel(record.level()),
              record.stream().getString(StandardCharsets.UTF_8),
              record.logger().getString(StandardCharsets.UTF_8),
              record.message().getString(StandardCharsets.UTF_8)));
    }
  }

  private interface Call {
    int apply(NodeError error);
  }

  /**
   * Opens a stream; every service of its config is ready then.
   *
   * @param options copied
   * @return the node, which the caller closes
   */
  public static Node open(NodeOptions options) {
    Node node = new Node(options.stores());
    try {
      node.openStream(options);
      return node;
    } catch (Throwable failure) {
      node.logCallback.close();
      throw failure;
    }
  }

  private void openStream(NodeOptions options) {
    try (NativeArguments arguments = new NativeArguments()) {
      Options nativeOptions = new Options(arguments.struct(Options.class));
      nativeOptions
          .struct_size(nativeOptions.sizeof())
          .name(arguments.text(options.name()))
          .home(arguments.text(options.home().toString()))
          .config(arguments.text(options.config()))
          .env_prefix(arguments.text(options.envPrefix()))
          .node_height(options.nodeHeight())
          .stores(arguments.texts(options.stores()))
          .store_count(options.stores().size())
          .log(logCallback);
      check(arguments, error -> NodeLibrary.abcistream_open(stream, nativeOptions, error));
    }
    open = true;
  }

  private static void check(NativeArguments arguments, Call call) {
    NodeError error = new NodeError(arguments.struct(NodeError.class));
    int status = call.apply(error);
    if (status != 0) {
      throw new NodeException(
          NodeLibrary.abcistream_status_name(status).getString(StandardCharsets.UTF_8),
          error.message().getString(StandardCharsets.UTF_8));
    }
  }

  private interface Hook {
    int apply(Stream stream, Bytes request, Bytes response, NodeError error);
  }

  private void call(Hook hook, byte[] request, byte[] response) {
    try (NativeArguments arguments = new NativeArguments()) {
      Bytes first = arguments.bytes(request);
      Bytes second = arguments.bytes(response);
      check(arguments, error -> hook.apply(stream, first, second, error));
    }
  }

  /**
   * ListenBeginBlock.
   *
   * @param request the protobuf message, copied; may be empty
   * @param response the protobuf message, copied; may be empty
   */
  public void listenBeginBlock(byte[] request, byte[] response) {
    call(NodeLibrary::abcistream_listen_begin_block, request, response);
  }

  /**
   * ListenDeliverTx.
   *
   * @param request the protobuf message, copied; may be empty
   * @param response the protobuf message, copied; may be empty
   */
  public void listenDeliverTx(byte[] request, byte[] response) {
    call(NodeLibrary::abcistream_listen_deliver_tx, request, response);
  }

  /**
   * ListenEndBlock.
   *
   * @param request the protobuf message, copied; may be empty
   * @param response the protobuf message, copied; may be empty
   */
  public void listenEndBlock(byte[] request, byte[] response) {
    call(NodeLibrary::abcistream_listen_end_block, request, response);
  }

  /**
   * ListenFinalizeBlock.
   *
   * @param request the protobuf message, copied; may be empty
   * @param response the protobuf message, copied; may be empty
   */
  public void listenFinalizeBlock(byte[] request, byte[] response) {
    call(NodeLibrary::abcistream_listen_finalize_block, request, response);
  }

  /**
   * OnWrite.
   *
   * @param store the name of one of the node's stores
   * @param key copied; at least one byte
   * @param value copied; may be empty
   * @param delete whether the key is deleted
   */
  public void onWrite(String store, byte[] key, byte[] value, boolean delete) {
    int handle = handleOf(store);
    call(
        (open, nativeKey, nativeValue, error) ->
            NodeLibrary.abcistream_on_write(open, handle, nativeKey, nativeValue, delete, error),
        key,
        value);
  }

  /**
   * ListenCommit.
   *
   * @param height above that of the commit before
   * @param appHash copied; may be empty
   * @param response the protobuf message, copied; may be empty
   */
  public void listenCommit(long height, byte[] appHash, byte[] response) {
    call(
        (open, hash, message, error) ->
            NodeLibrary.abcistream_listen_commit(open, height, hash, message, error),
        appHash,
        response);
  }

  /**
   * Brings a whole block without transactions, whose messages are all empty.
   *
   * @param height above that of the commit before
   * @param appHash copied; may be empty
   */
  public void emptyBlock(long height, byte[] appHash) {
    listenFinalizeBlock(NOTHING, NOTHING);
    listenCommit(height, appHash, NOTHING);
  }

  /**
   * Writes pairs that are encoded already into a store's segment, as a binding that encodes itself
   * does.
   *
   * @param store the name of one that a service wants
   * @param messages uvarint-delimited {@code StoreKVPair} messages, copied
   * @param pairs how many they are, deletes included
   * @param deletes how many of them are deletes
   * @return the address at which they lie in native memory until their block is finished
   */
  public long writeEncoded(String store, byte[] messages, long pairs, long deletes) {
    int handle = handleOf(store);
    try (NativeArguments arguments = new NativeArguments()) {
      BytePointer room = new BytePointer((Pointer) null);
      check(
          arguments,
          error -> NodeLibrary.abcistream_reserve(room, stream, handle, messages.length, error));
      room.capacity(messages.length).put(messages);
      check(
          arguments,
          error ->
              NodeLibrary.abcistream_advance(
                  stream, handle, messages.length, pairs, deletes, error));
      return room.address();
    }
  }

  /**
   * {@return whether any service wants a store}
   *
   * @param store the name of one of the node's stores
   */
  public boolean listens(String store) {
    return NodeLibrary.abcistream_listens(stream, handleOf(store));
  }

  /** Drops what was gathered since the last commit. */
  public void abandonBlock() {
    try (NativeArguments arguments = new NativeArguments()) {
      check(arguments, error -> NodeLibrary.abcistream_abandon_block(stream, error));
    }
  }

  /** {@return the lowest of the services' durable heights; 0 when none has any} */
  public long lastHeight() {
    try (NativeArguments arguments = new NativeArguments();
        LongPointer height = new LongPointer(1)) {
      check(arguments, error -> NodeLibrary.abcistream_last_height(height, stream, error));
      return height.get();
    }
  }

  /** {@return what the library says of itself and of the stream, as JSON} */
  public String describe() {
    try (BytePointer none = new BytePointer((Pointer) null)) {
      long size = NodeLibrary.abcistream_describe(none, 0, stream) + 1;
      try (BytePointer text = new BytePointer(size)) {
        long length = NodeLibrary.abcistream_describe(text, size, stream);
        return text.limit(Math.min(length, size - 1)).getString(StandardCharsets.UTF_8);
      }
    }
  }

  private int handleOf(String store) {
    int handle = stores.indexOf(store);
    if (handle < 0) {
      throw new IllegalArgumentException(
          "the node has no store \"%s\": %s".formatted(store, stores));
    }
    return handle;
  }

  /** {@return what the library has logged so far; all of it after {@link #close()}} */
  public List<NodeLogRecord> logRecords() {
    return List.copyOf(logRecords);
  }

  /** Closes the stream. Calling it again does nothing. */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    // JavaCPP has room for ten callbacks of a kind, so that each is given back.
    try (logCallback;
        NativeArguments arguments = new NativeArguments()) {
      check(arguments, error -> NodeLibrary.abcistream_close(stream, error));
    }
  }
}
