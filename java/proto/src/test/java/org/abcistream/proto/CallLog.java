package org.abcistream.proto;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.abcistream.api.StoreKey;
import org.abcistream.api.WriteListener;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;
import org.abcistream.proto.tendermint.abci.RequestBeginBlock;
import org.abcistream.proto.tendermint.abci.RequestDeliverTx;
import org.abcistream.proto.tendermint.abci.RequestEndBlock;
import org.abcistream.proto.tendermint.abci.RequestFinalizeBlock;
import org.abcistream.proto.tendermint.abci.ResponseBeginBlock;
import org.abcistream.proto.tendermint.abci.ResponseCommit;
import org.abcistream.proto.tendermint.abci.ResponseDeliverTx;
import org.abcistream.proto.tendermint.abci.ResponseEndBlock;
import org.abcistream.proto.tendermint.abci.ResponseFinalizeBlock;

/** A service that writes down what it is told, in order. */
class CallLog implements HookedStreamingService {
  /** Names of lifecycle calls, messages of hooks, pairs of writes, and commits. */
  final List<Object> calls = new ArrayList<>();

  private final Map<StoreKey, List<WriteListener>> listeners;

  /** What {@link #listenCommit} was told. */
  record Commit(long height, ByteString appHash, ResponseCommit response) {}

  CallLog(Collection<StoreKey> stores) {
    listeners = stores.stream().collect(Collectors.toMap(Function.identity(), this::onlyMe));
  }

  CallLog(Map<StoreKey, List<WriteListener>> listeners) {
    this.listeners = listeners;
  }

  @Override
  public Map<StoreKey, List<WriteListener>> listeners() {
    calls.add("listeners");
    return listeners;
  }

  @Override
  public void stream() throws Exception {
    calls.add("stream");
  }

  @Override
  public void listenBeginBlock(RequestBeginBlock request, ResponseBeginBlock response)
      throws Exception {
    log(request, response);
  }

  @Override
  public void listenDeliverTx(RequestDeliverTx request, ResponseDeliverTx response)
      throws Exception {
    log(request, response);
  }

  @Override
  public void listenEndBlock(RequestEndBlock request, ResponseEndBlock response) {
    log(request, response);
  }

  @Override
  public void listenFinalizeBlock(RequestFinalizeBlock request, ResponseFinalizeBlock response) {
    log(request, response);
  }

  @Override
  public void listenCommit(long height, ByteString appHash, ResponseCommit response) {
    calls.add(new Commit(height, appHash, response));
  }

  @Override
  public OptionalLong lastHeight() {
    return OptionalLong.of(41);
  }

  @Override
  public byte[] appHashAt(long height) {
    return new byte[] {(byte) height};
  }

  @Override
  public void close() throws Exception {
    calls.add("close");
  }

  void log(Message request, Message response) {
    calls.add(request);
    calls.add(response);
  }

  private List<WriteListener> onlyMe(StoreKey store) {
    return List.of(
        (storeKey, key, value, delete) -> {
          calls.add(pair(storeKey, key, value, delete));
        });
  }

  private static StoreKVPair pair(
      StoreKey storeKey, ByteBuffer key, ByteBuffer value, boolean delete) {
    return StoreKVPair.newBuilder()
        .setStoreKey(storeKey.name())
        .setDelete(delete)
        .setKey(ByteString.copyFrom(key))
        .setValue(ByteString.copyFrom(value))
        .build();
  }
}
