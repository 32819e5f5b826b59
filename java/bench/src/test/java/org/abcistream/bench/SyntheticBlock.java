package org.abcistream.bench;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;
import org.abcistream.proto.tendermint.abci.RequestDeliverTx;
import org.abcistream.proto.tendermint.abci.ResponseDeliverTx;
import org.abcistream.testkit.Node;

/**
 * The content of a block like those of {@code native/bench}: pairs of 40 and 120 bytes, spread
 * evenly over twenty stores, and a tenth as many transactions of 300 bytes. The same in every run.
 */
final class SyntheticBlock {
  private static final int STORES = 20;
  private static final int KEY_SIZE = 40;
  private static final int VALUE_SIZE = 120;
  private static final int REQUEST_SIZE = 300;
  private static final int RESPONSE_SIZE = 48;
  private static final int PAIRS_PER_TRANSACTION = 10;
  private static final byte[] NOTHING = {};
  private static final byte[] APP_HASH = new byte[32];

  static final List<String> STORE_NAMES =
      IntStream.range(0, STORES).mapToObj("store%04d"::formatted).toList();

  private final Random random = new Random(1);
  private final int pairsOfStore;
  private final List<byte[]> changeSets = new ArrayList<>();
  private final List<byte[]> requests = new ArrayList<>();
  private final List<byte[]> responses = new ArrayList<>();

  SyntheticBlock(int pairs) {
    pairsOfStore = pairs / STORES;
    for (String store : STORE_NAMES) {
      changeSets.add(changeSetOf(store));
    }
    for (int i = 0; i < pairs / PAIRS_PER_TRANSACTION; i++) {
      requests.add(RequestDeliverTx.newBuilder().setTx(bytes(REQUEST_SIZE)).build().toByteArray());
      responses.add(
          ResponseDeliverTx.newBuilder().setData(bytes(RESPONSE_SIZE)).build().toByteArray());
    }
  }

  private byte[] changeSetOf(String store) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try {
      for (int i = 0; i < pairsOfStore; i++) {
        StoreKVPair.newBuilder()
            .setStoreKey(store)
            .setKey(bytes(KEY_SIZE))
            .setValue(bytes(VALUE_SIZE))
            .build()
            .writeDelimitedTo(encoded);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return encoded.toByteArray();
  }

  private ByteString bytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  /** How the tables call a block of so many pairs. */
  static String nameOf(int pairs) {
    return "%d x %d B".formatted(pairs, VALUE_SIZE);
  }

  /** Brings all of the block but its commit. */
  void bring(Node node) {
    node.listenBeginBlock(NOTHING, NOTHING);
    for (int i = 0; i < requests.size(); i++) {
      node.listenDeliverTx(requests.get(i), responses.get(i));
    }
    node.listenEndBlock(NOTHING, NOTHING);
    for (int i = 0; i < STORES; i++) {
      node.writeEncoded(STORE_NAMES.get(i), changeSets.get(i), pairsOfStore, 0);
    }
  }

  /** Commits what was brought. */
  static void commit(Node node, long height) {
    node.listenCommit(height, APP_HASH, NOTHING);
  }
}
