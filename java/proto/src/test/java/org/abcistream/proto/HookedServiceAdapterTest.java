package org.abcistream.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.abcistream.api.OptionException;
import org.abcistream.api.StoreKey;
import org.abcistream.api.StreamingService;
import org.abcistream.api.WriteListener;
import org.abcistream.proto.cosmos.base.store.v1beta1.BlockMetadata;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;
import org.abcistream.proto.tendermint.abci.RequestBeginBlock;
import org.abcistream.proto.tendermint.abci.RequestDeliverTx;
import org.abcistream.proto.tendermint.abci.ResponseBeginBlock;
import org.abcistream.proto.tendermint.abci.ResponseCommit;
import org.abcistream.proto.tendermint.abci.ResponseDeliverTx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookedServiceAdapterTest {
  private static final StoreKey ACC = new StoreKey("acc");
  private static final StoreKey BANK = new StoreKey("bank");
  private static final AuditContext CONTEXT = new AuditContext(List.of(ACC, BANK));
  private static final ByteString HASH = ByteString.copyFromUtf8("app hash");
  private static final BlockMetadata METADATA =
      BlockMetadata.newBuilder()
          .setRequestBeginBlock(RequestBeginBlock.getDefaultInstance())
          .setResponseBeginBlock(ResponseBeginBlock.getDefaultInstance())
          .addDeliverTxs(BlockMetadata.DeliverTx.getDefaultInstance())
          .build();

  @ParameterizedTest
  @ValueSource(strings = {"small", "v053-small"})
  void theCallsOfARealNodeAreMadeAgain(String trace) throws Exception {
    List<RecordedBlock> blocks = RecordedTrace.blocks(trace);
    List<StoreKey> stores = storesOf(blocks);
    CallLog log = new CallLog(stores);
    StreamingService service = HookedServiceAdapter.adapt(log, new AuditContext(stores));
    log.calls.clear();

    List<Object> expected = new ArrayList<>();
    for (RecordedBlock block : blocks) {
      expected.addAll(callsOf(block));
      service.onBlock(
          DirectBlock.of(
              block.height(), HASH, DirectPayload.of(block.metadata(), 3), block.writes()));
    }

    assertThat(log.calls).isEqualTo(expected);
  }

  @Test
  void aBlockInWhichTheNodeCalledNoHookIsCommitted() throws Exception {
    CallLog log = new CallLog(List.of(ACC));
    StreamingService service = HookedServiceAdapter.adapt(log, CONTEXT);

    service.onBlock(DirectBlock.of(7, ByteString.EMPTY, DirectPayload.empty(), List.of()));

    assertThat(log.calls)
        .containsExactly(
            "listeners",
            "stream",
            new CallLog.Commit(7, ByteString.EMPTY, ResponseCommit.getDefaultInstance()));
  }

  @Test
  void onlyStoresWithListenersAreTold() throws Exception {
    CallLog log = new CallLog(List.of(BANK));
    StreamingService service = HookedServiceAdapter.adapt(log, CONTEXT);

    service.onBlock(block(pair(ACC, "a"), pair(BANK, "b")));

    assertThat(log.calls)
        .filteredOn(StoreKVPair.class::isInstance)
        .containsExactly(pair(BANK, "b"));
  }

  @Test
  void listenersOfOneStoreAreToldInTheirOrderWithBuffersOfTheirOwn() throws Exception {
    List<String> told = new ArrayList<>();
    WriteListener first =
        (storeKey, key, value, delete) ->
            told.add("first " + ByteString.copyFrom(key).toStringUtf8());
    WriteListener second =
        (storeKey, key, value, delete) ->
            told.add("second " + ByteString.copyFrom(key).toStringUtf8());
    CallLog log = new CallLog(Map.of(ACC, List.of(first, second)));
    StreamingService service = HookedServiceAdapter.adapt(log, CONTEXT);

    service.onBlock(block(pair(ACC, "a"), pair(ACC, "b")));

    assertThat(told).containsExactly("first a", "second a", "first b", "second b");
  }

  @Test
  void aHookThatFailsEndsTheBlock() throws Exception {
    IOException failure = new IOException("disk full");
    CallLog log =
        new CallLog(List.of(ACC)) {
          @Override
          public void listenDeliverTx(RequestDeliverTx request, ResponseDeliverTx response)
              throws IOException {
            throw failure;
          }
        };
    StreamingService service = HookedServiceAdapter.adapt(log, CONTEXT);

    assertThatThrownBy(() -> service.onBlock(block(pair(ACC, "a")))).isSameAs(failure);

    assertThat(log.calls)
        .containsExactly(
            "listeners",
            "stream",
            RequestBeginBlock.getDefaultInstance(),
            ResponseBeginBlock.getDefaultInstance());
  }

  @Test
  void aListenerThatFailsKeepsTheBlockFromBeingCommitted() throws Exception {
    IOException failure = new IOException("disk full");
    WriteListener failing =
        (storeKey, key, value, delete) -> {
          throw failure;
        };
    CallLog log = new CallLog(Map.of(ACC, List.of(failing)));
    StreamingService service = HookedServiceAdapter.adapt(log, CONTEXT);

    assertThatThrownBy(() -> service.onBlock(block(pair(ACC, "a")))).isSameAs(failure);

    assertThat(log.calls).noneMatch(CallLog.Commit.class::isInstance);
  }

  @Test
  void metadataThatIsNoMessageIsRefusedByItsHeight() throws Exception {
    StreamingService service = HookedServiceAdapter.adapt(new CallLog(List.of(ACC)), CONTEXT);
    DirectPayload torn = DirectPayload.of(ByteString.copyFrom(new byte[] {0x0a, 0x05}));

    assertThatExceptionOfType(InvalidProtocolBufferException.class)
        .isThrownBy(() -> service.onBlock(DirectBlock.of(7, HASH, torn, List.of())))
        .withMessageStartingWith(
            "block 7: its metadata of 2 bytes is no BlockMetadata message (While parsing")
        .withMessageEndingWith(
            "; check that the node hands over the protobuf bytes of ABCI messages");
  }

  @Test
  void aServiceThatCannotBeginIsClosed() {
    IOException failure = new IOException("no broker");
    IOException second = new IOException("no socket");
    CallLog log =
        new CallLog(List.of(ACC)) {
          @Override
          public void stream() throws IOException {
            throw failure;
          }

          @Override
          public void close() throws IOException {
            calls.add("close");
            throw second;
          }
        };

    assertThatThrownBy(() -> HookedServiceAdapter.adapt(log, CONTEXT))
        .isSameAs(failure)
        .hasSuppressedException(second);

    assertThat(log.calls).containsExactly("listeners", "close");
  }

  @Test
  void aListenerOfAStoreThatIsNotExposedIsRefusedAtTheStart() {
    CallLog log = new CallLog(List.of(new StoreKey("mint"), ACC, new StoreKey("gov")));

    assertThatExceptionOfType(OptionException.class)
        .isThrownBy(() -> HookedServiceAdapter.adapt(log, CONTEXT))
        .withMessage(
            "streamers.audit.keys is [acc, bank]: must also name [gov, mint], which this service"
                + " listens to, or be [\"*\"]");

    assertThat(log.calls).containsExactly("listeners", "close");
  }

  @Test
  void progressAndCloseAreTheServicesOwn() throws Exception {
    CallLog log = new CallLog(List.of(ACC));
    StreamingService service = HookedServiceAdapter.adapt(log, CONTEXT);

    assertThat(service.lastHeight()).hasValue(41);
    assertThat(service.appHashAt(7)).containsExactly(7);
    service.close();
    assertThat(log.calls).containsExactly("listeners", "stream", "close");
  }

  private static List<StoreKey> storesOf(List<RecordedBlock> blocks) {
    return blocks.stream()
        .flatMap(block -> block.writes().stream())
        .map(pair -> new StoreKey(pair.getStoreKey()))
        .distinct()
        .sorted()
        .toList();
  }

  private static List<Object> callsOf(RecordedBlock block) throws IOException {
    List<Object> calls = new ArrayList<>();
    for (RecordedBlock.Call call : block.calls()) {
      calls.add(call.request().parsed());
      calls.add(call.response().parsed());
    }
    calls.addAll(block.writesByStore());
    calls.add(new CallLog.Commit(block.height(), HASH, (ResponseCommit) block.commit().parsed()));
    return calls;
  }

  private static DirectBlock block(StoreKVPair... pairs) {
    return DirectBlock.of(
        7, HASH, DirectPayload.of(METADATA.toByteString()), Stream.of(pairs).toList());
  }

  private static StoreKVPair pair(StoreKey store, String key) {
    return StoreKVPair.newBuilder()
        .setStoreKey(store.name())
        .setKey(ByteString.copyFromUtf8(key))
        .build();
  }
}
