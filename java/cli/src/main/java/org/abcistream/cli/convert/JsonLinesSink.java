package org.abcistream.cli.convert;

import java.io.IOException;
import org.abcistream.api.StoreKVPair;
import org.abcistream.cli.output.JsonObject;
import org.abcistream.cli.output.Output;

/** One JSON object a line, with the fields that {@code cat -o json} has. */
final class JsonLinesSink implements PairSink {
  private final Output out;
  private final PairShape shape;

  JsonLinesSink(Output out, PairShape shape) {
    this.out = out;
    this.shape = shape;
  }

  @Override
  public void write(long height, StoreKVPair pair) throws IOException {
    JsonObject json =
        new JsonObject()
            .put("height", height)
            .put("store_key", pair.storeKey().name())
            .put("delete", pair.isDelete())
            .put("key", shape.binary().encode(pair.key()))
            .put("value", shape.binary().encode(pair.value()));
    shape.decoded(pair).ifPresent(decoded -> json.putJson("decoded", decoded));
    out.line(json.toString());
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }

  @Override
  public void close() {}
}
