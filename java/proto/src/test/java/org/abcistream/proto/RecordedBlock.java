package org.abcistream.proto;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Internal;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;

/**
 * What a node said of one block.
 *
 * @param writes in the order of the trace
 */
record RecordedBlock(long height, List<Call> calls, Recorded commit, List<StoreKVPair> writes) {
  private static final int COMMIT_FIELD = 6;
  private static final int DELIVER_TXS_FIELD = 3;

  /** A message as the node has written it, and the type that it is said to be. */
  record Recorded(Class<? extends Message> type, ByteString bytes) {
    Message parsed() throws InvalidProtocolBufferException {
      return Internal.getDefaultInstance(type).getParserForType().parseFrom(bytes);
    }
  }

  /**
   * A hook with its request and response.
   *
   * @param metadataField the field of BlockMetadata that takes the request; the response goes into
   *     the next one, or for a transaction both into a message of their own
   */
  record Call(int metadataField, Recorded request, Recorded response) {}

  List<Recorded> messages() {
    return Stream.concat(
            calls.stream().flatMap(call -> Stream.of(call.request(), call.response())),
            Stream.of(commit))
        .toList();
  }

  /** The message of a meta file, put together without any type of it. */
  ByteString metadata() throws IOException {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (Call call : calls) {
      if (call.metadataField() < COMMIT_FIELD) {
        write(out, call);
      }
    }
    out.writeBytes(COMMIT_FIELD, commit.bytes());
    for (Call call : calls) {
      if (call.metadataField() > COMMIT_FIELD) {
        write(out, call);
      }
    }
    out.flush();
    return bytes.toByteString();
  }

  /** The pairs of a data file: the stores in ascending order, else as they were written. */
  ByteString data() {
    return DirectChangeSet.delimited(writesByStore());
  }

  List<StoreKVPair> writesByStore() {
    return writes.stream()
        .sorted(
            (a, b) ->
                ByteString.unsignedLexicographicalComparator()
                    .compare(a.getStoreKeyBytes(), b.getStoreKeyBytes()))
        .toList();
  }

  private static void write(CodedOutputStream out, Call call) throws IOException {
    if (call.metadataField() == DELIVER_TXS_FIELD) {
      ByteString.Output tx = ByteString.newOutput();
      CodedOutputStream fields = CodedOutputStream.newInstance(tx);
      fields.writeBytes(1, call.request().bytes());
      fields.writeBytes(2, call.response().bytes());
      fields.flush();
      out.writeBytes(DELIVER_TXS_FIELD, tx.toByteString());
    } else {
      out.writeBytes(call.metadataField(), call.request().bytes());
      out.writeBytes(call.metadataField() + 1, call.response().bytes());
    }
  }
}
