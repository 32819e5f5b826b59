package org.abcistream.proto;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** The hook calls that real nodes made, as {@code native/examples/traces} holds them. */
final class RecordedTrace {
  private static final Path TRACES = Path.of(System.getProperty("abcistream.traces"));
  private static final Path LARGE = Path.of(System.getProperty("abcistream.large.traces"));

  private final ByteBuffer bytes;

  private RecordedTrace(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where a trace lies. */
  static Path folder(String name) {
    return (name.equals("sim") ? LARGE : TRACES).resolve(name);
  }

  static List<RecordedBlock> blocks(String name) throws IOException {
    return new RecordedTrace(Files.readAllBytes(folder(name).resolve("trace.bin"))).blocks();
  }

  private List<RecordedBlock> blocks() {
    List<RecordedBlock> blocks = new ArrayList<>();
    while (bytes.hasRemaining()) {
      blocks.add(block());
    }
    return blocks;
  }

  private RecordedBlock block() {
    List<RecordedBlock.Call> calls = new ArrayList<>();
    List<StoreKVPair> writes = new ArrayList<>();
    while (true) {
      byte kind = bytes.get();
      switch (kind) {
        case 1 -> calls.add(call(1, RequestBeginBlock.class, ResponseBeginBlock.class));
        case 2 -> calls.add(call(3, RequestDeliverTx.class, ResponseDeliverTx.class));
        case 3 -> calls.add(call(4, RequestEndBlock.class, ResponseEndBlock.class));
        case 6 -> calls.add(call(7, RequestFinalizeBlock.class, ResponseFinalizeBlock.class));
        case 5 -> writes.add(write());
        case 4 -> {
          return new RecordedBlock(bytes.getLong(), calls, recorded(ResponseCommit.class), writes);
        }
        default -> throw new IllegalStateException("kind " + kind + " at " + bytes.position());
      }
    }
  }

  private RecordedBlock.Call call(
      int metadataField, Class<? extends Message> request, Class<? extends Message> response) {
    return new RecordedBlock.Call(metadataField, recorded(request), recorded(response));
  }

  private RecordedBlock.Recorded recorded(Class<? extends Message> type) {
    return new RecordedBlock.Recorded(type, blob());
  }

  private StoreKVPair write() {
    boolean delete = bytes.get() != 0;
    return StoreKVPair.newBuilder()
        .setDelete(delete)
        .setStoreKeyBytes(blob())
        .setKey(blob())
        .setValue(blob())
        .build();
  }

  private ByteString blob() {
    return ByteString.copyFrom(bytes, bytes.getInt());
  }
}
