package org.abcistream.cli.convert;

import java.util.Optional;
import org.abcistream.api.StoreKVPair;
import org.abcistream.cli.decode.DecodedPair;
import org.abcistream.cli.decode.ValueDecoder;
import org.abcistream.cli.output.BinaryFormat;

/**
 * How pairs are written.
 *
 * @param binary how a text has keys and values
 * @param decoder says what pairs mean, in a column of its own; empty when there is to be none
 */
record PairShape(BinaryFormat binary, Optional<ValueDecoder> decoder) {
  boolean hasDecoded() {
    return decoder.isPresent();
  }

  /** What a pair means, as JSON; empty when nobody knows or nobody asked. */
  Optional<String> decoded(StoreKVPair pair) {
    return decoder.flatMap(valueDecoder -> valueDecoder.decode(pair)).map(DecodedPair::toJson);
  }
}
