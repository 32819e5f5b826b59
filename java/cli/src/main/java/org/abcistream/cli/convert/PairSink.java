package org.abcistream.cli.convert;

import java.io.Closeable;
import java.io.IOException;
import org.abcistream.api.StoreKVPair;

/** Makes one file of many pairs. For one thread. */
interface PairSink extends Closeable {
  /**
   * Takes a pair.
   *
   * @param height of its block
   * @param pair lent for the call
   */
  void write(long height, StoreKVPair pair) throws IOException;

  /** Writes what is still to be written. Nothing may be taken afterwards. */
  void finish() throws IOException;

  /** Lets go of what it holds, whether it was finished or not. */
  @Override
  void close() throws IOException;
}
