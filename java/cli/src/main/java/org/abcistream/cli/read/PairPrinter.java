package org.abcistream.cli.read;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.abcistream.api.StoreKVPair;
import org.abcistream.cli.decode.DecodedPair;
import org.abcistream.cli.decode.ValueDecoder;
import org.abcistream.cli.output.BinaryFormat;
import org.abcistream.cli.output.JsonObject;
import org.abcistream.cli.output.Output;

/** Prints pairs, one a line. For one thread. */
final class PairPrinter {
  enum Style {
    TEXT,
    JSON,
    RAW
  }

  private final Output out;
  private final Style style;
  private final BinaryFormat binary;
  private final Optional<ValueDecoder> decoder;

  PairPrinter(Output out, Style style, BinaryFormat binary, Optional<ValueDecoder> decoder) {
    this.out = out;
    this.style = style;
    this.binary = binary;
    this.decoder = decoder;
  }

  /** Prints a pair of the block at a height. */
  void print(long height, StoreKVPair pair) throws IOException {
    switch (style) {
      case TEXT -> out.line(text(height, pair));
      case JSON -> out.line(json(height, pair));
      case RAW -> out.write(ByteBuffer.wrap(message(pair)));
    }
  }

  /** Prints a pair's value alone; what it means, when that is known. */
  void printValue(long height, StoreKVPair pair) throws IOException {
    switch (style) {
      case TEXT ->
          out.line(
              decoded(pair).map(DecodedPair::toText).orElseGet(() -> binary.encode(pair.value())));
      case JSON -> out.line(json(height, pair));
      case RAW -> out.write(pair.value());
    }
  }

  private String text(long height, StoreKVPair pair) {
    String begin =
        "%d %s %s ".formatted(height, pair.storeKey().name(), pair.isDelete() ? "delete" : "set");
    return begin + decoded(pair).map(DecodedPair::toText).orElseGet(() -> bytes(pair));
  }

  private String bytes(StoreKVPair pair) {
    String key = binary.encode(pair.key());
    return pair.valueSize() == 0 ? key : key + ' ' + binary.encode(pair.value());
  }

  private String json(long height, StoreKVPair pair) {
    JsonObject json =
        new JsonObject()
            .put("height", height)
            .put("store_key", pair.storeKey().name())
            .put("delete", pair.isDelete())
            .put("key", binary.encode(pair.key()))
            .put("value", binary.encode(pair.value()));
    decoded(pair).ifPresent(decodedPair -> json.putJson("decoded", decodedPair.toJson()));
    return json.toString();
  }

  /** As the data files have it: a message with its length before it. */
  private static byte[] message(StoreKVPair pair) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair.newBuilder()
        .setStoreKey(pair.storeKey().name())
        .setDelete(pair.isDelete())
        .setKey(ByteString.copyFrom(pair.key()))
        .setValue(ByteString.copyFrom(pair.value()))
        .build()
        .writeDelimitedTo(message);
    return message.toByteArray();
  }

  private Optional<DecodedPair> decoded(StoreKVPair pair) {
    if (decoder.isEmpty()) {
      return Optional.empty();
    }
    String store = pair.storeKey().name();
    ByteBuffer key = pair.key();
    return pair.isDelete()
        ? decoder.get().decodeDeleted(store, key)
        : decoder.get().decode(store, key, pair.value());
  }
}
