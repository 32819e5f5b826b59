package org.abcistream.file.reader;

import static java.util.Comparator.comparing;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.abcistream.api.StoreKey;
import org.abcistream.proto.cosmos.base.store.v1beta1.BlockMetadata;
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
import org.abcistream.testkit.TraceReader;
import org.abcistream.testkit.TraceRecord;

/** The blocks of a recorded chain, as its node's calls say what they are. */
final class RecordedBlocks {
  private static final Path TRACES = Path.of(System.getProperty("abcistream.traces"));
  private static final Path LARGE = Path.of(System.getProperty("abcistream.large.traces"));

  /** Metadata as the reference really writes it, for the blocks of {@code small}. */
  static final Path SDK_METADATA = LARGE.resolve("sdk-buggy-meta");

  private final List<StoreKVPair> pairs = new ArrayList<>();
  private BlockMetadata.Builder metadata = BlockMetadata.newBuilder();

  /**
   * One block.
   *
   * @param pairs as the data file has them
   */
  record Recorded(long height, List<StoreKVPair> pairs, BlockMetadata metadata) {}

  /** Where a trace is. */
  static Path folder(String trace) {
    return (trace.equals("sim") ? LARGE : TRACES).resolve(trace);
  }

  /** All blocks of a trace. */
  static List<Recorded> of(Path folder) throws IOException {
    RecordedBlocks blocks = new RecordedBlocks();
    List<Recorded> all = new ArrayList<>();
    try (TraceReader reader = TraceReader.open(folder.resolve("trace.bin"))) {
      for (Optional<TraceRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
        blocks.add(next.get()).ifPresent(all::add);
      }
    }
    return all;
  }

  private Optional<Recorded> add(TraceRecord call) throws IOException {
    if (call instanceof TraceRecord.Write write) {
      pairs.add(pair(write));
    } else if (call instanceof TraceRecord.Commit commit) {
      metadata.setResponseCommit(ResponseCommit.parseFrom(commit.response()));
      return Optional.of(take(commit.height()));
    } else {
      addHook(call);
    }
    return Optional.empty();
  }

  private void addHook(TraceRecord call) throws IOException {
    if (call instanceof TraceRecord.BeginBlock hook) {
      metadata.setRequestBeginBlock(RequestBeginBlock.parseFrom(hook.request()));
      metadata.setResponseBeginBlock(ResponseBeginBlock.parseFrom(hook.response()));
    } else if (call instanceof TraceRecord.DeliverTx hook) {
      metadata.addDeliverTxs(
          BlockMetadata.DeliverTx.newBuilder()
              .setRequest(RequestDeliverTx.parseFrom(hook.request()))
              .setResponse(ResponseDeliverTx.parseFrom(hook.response())));
    } else if (call instanceof TraceRecord.EndBlock hook) {
      metadata.setRequestEndBlock(RequestEndBlock.parseFrom(hook.request()));
      metadata.setResponseEndBlock(ResponseEndBlock.parseFrom(hook.response()));
    } else if (call instanceof TraceRecord.FinalizeBlock hook) {
      metadata.setRequestFinalizeBlock(RequestFinalizeBlock.parseFrom(hook.request()));
      metadata.setResponseFinalizeBlock(ResponseFinalizeBlock.parseFrom(hook.response()));
    }
  }

  private Recorded take(long height) {
    Function<StoreKVPair, StoreKey> store = pair -> new StoreKey(pair.getStoreKey());
    List<StoreKVPair> sorted = pairs.stream().sorted(comparing(store)).toList();
    Recorded block = new Recorded(height, sorted, metadata.build());
    pairs.clear();
    metadata = BlockMetadata.newBuilder();
    return block;
  }

  private static StoreKVPair pair(TraceRecord.Write write) {
    return StoreKVPair.newBuilder()
        .setStoreKey(write.store())
        .setKey(ByteString.copyFrom(write.key()))
        .setValue(ByteString.copyFrom(write.value()))
        .setDelete(write.delete())
        .build();
  }
}
