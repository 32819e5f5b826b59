package org.abcistream.proto;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.abcistream.api.ChangeSet;
import org.abcistream.api.PairCursor;
import org.abcistream.api.StoreKey;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;

/** The pairs of one store, their keys and values in direct memory. */
record DirectChangeSet(StoreKey storeKey, List<StoreKVPair> pairs) implements ChangeSet {
  static ByteString delimited(List<StoreKVPair> pairs) {
    ByteString.Output bytes = ByteString.newOutput();
    try {
      for (StoreKVPair pair : pairs) {
        pair.writeDelimitedTo(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteString();
  }

  @Override
  public long pairCount() {
    return pairs.size();
  }

  @Override
  public long deleteCount() {
    return pairs.stream().filter(StoreKVPair::getDelete).count();
  }

  @Override
  public long size() {
    return delimited(pairs).size();
  }

  @Override
  public int bufferCount() {
    return 1;
  }

  @Override
  public ByteBuffer buffer(int index) {
    return DirectPayload.direct(delimited(pairs)).asReadOnlyBuffer();
  }

  @Override
  public PairCursor cursor() {
    return new Cursor();
  }

  private final class Cursor implements PairCursor {
    private int next;

    @Override
    public boolean next() {
      if (next == pairs.size()) {
        return false;
      }
      next++;
      return true;
    }

    @Override
    public StoreKey storeKey() {
      return storeKey;
    }

    @Override
    public boolean isDelete() {
      return current().getDelete();
    }

    @Override
    public ByteBuffer key() {
      return DirectPayload.direct(current().getKey()).asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer value() {
      return DirectPayload.direct(current().getValue()).asReadOnlyBuffer();
    }

    @Override
    public int keySize() {
      return current().getKey().size();
    }

    @Override
    public int valueSize() {
      return current().getValue().size();
    }

    private StoreKVPair current() {
      return pairs.get(next - 1);
    }
  }
}
