package org.abcistream.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.abcistream.testkit.TraceRecord.BeginBlock;
import org.abcistream.testkit.TraceRecord.Commit;
import org.abcistream.testkit.TraceRecord.DeliverTx;
import org.abcistream.testkit.TraceRecord.EndBlock;
import org.abcistream.testkit.TraceRecord.FinalizeBlock;
import org.abcistream.testkit.TraceRecord.Write;

/** Plays recorded calls to a node's stream, with the app hash that the recorded responses hold. */
public final class TraceReplay {
  private final Node node;
  private byte[] appHash = {};

  /**
   * Makes a replay to a node.
   *
   * @param node stays the caller's
   */
  public TraceReplay(Node node) {
    this.node = node;
  }

  /**
   * {@return the names of the stores that a trace writes to, in ascending order}
   *
   * @param trace the file
   * @throws IOException if the trace cannot be read
   */
  public static List<String> storesOf(Path trace) throws IOException {
    TreeSet<String> stores = new TreeSet<>();
    for (TraceRecord record : TraceReader.readAll(trace)) {
      if (record instanceof Write write) {
        stores.add(write.store());
      }
    }
    return List.copyOf(stores);
  }

  /**
   * Plays a whole trace.
   *
   * @param trace the file
   * @throws IOException if the trace cannot be read; what stands before has been played
   */
  public void play(Path trace) throws IOException {
    try (TraceReader reader = TraceReader.open(trace)) {
      for (Optional<TraceRecord> record = reader.next();
          record.isPresent();
          record = reader.next()) {
        play(record.get());
      }
    }
  }

  /**
   * Plays one call.
   *
   * @param record what was recorded
   */
  public void play(TraceRecord record) {
    if (record instanceof BeginBlock begin) {
      node.listenBeginBlock(begin.request(), begin.response());
    } else if (record instanceof DeliverTx tx) {
      node.listenDeliverTx(tx.request(), tx.response());
    } else if (record instanceof EndBlock end) {
      node.listenEndBlock(end.request(), end.response());
    } else if (record instanceof FinalizeBlock finalize) {
      appHash = AppHash.ofFinalizeBlock(finalize.response());
      node.listenFinalizeBlock(finalize.request(), finalize.response());
    } else if (record instanceof Write write) {
      node.onWrite(write.store(), write.key(), write.value(), write.delete());
    } else if (record instanceof Commit commit) {
      byte[] data = AppHash.ofCommit(commit.response());
      node.listenCommit(commit.height(), data.length > 0 ? data : appHash, commit.response());
      appHash = new byte[0];
    }
  }
}
