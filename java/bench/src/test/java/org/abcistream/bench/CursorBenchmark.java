package org.abcistream.bench;

import java.nio.ByteBuffer;
import org.abcistream.api.ChangeSet;
import org.abcistream.api.PairCursor;
import org.openjdk.jmh.annotations.Benchmark;

/** All pairs of a block, walked by the cursors of its change sets. */
public class CursorBenchmark {
  /** Where each pair is and how long, which is what a service needs that copies or filters. */
  @Benchmark
  public long walk(HeldBlock held) {
    long bytes = 0;
    for (ChangeSet changes : held.block().changeSets()) {
      PairCursor cursor = changes.cursor();
      while (cursor.next()) {
        bytes += cursor.keySize() + cursor.valueSize();
      }
    }
    return bytes;
  }

  /** The same with a buffer over each key and each value, and a byte of both read. */
  @Benchmark
  public long read(HeldBlock held) {
    long sum = 0;
    for (ChangeSet changes : held.block().changeSets()) {
      PairCursor cursor = changes.cursor();
      while (cursor.next()) {
        sum += firstOf(cursor.key()) + firstOf(cursor.value());
      }
    }
    return sum;
  }

  private static int firstOf(ByteBuffer buffer) {
    return buffer.get(0);
  }
}
