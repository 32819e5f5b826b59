package org.abcistream.cli.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.abcistream.api.StoreKVPair;
import org.abcistream.cli.output.BinaryFormat;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.output.JsonObject;

/** Prints and counts differences. For one thread. */
final class DifferencePrinter {
  private static final String RED = "\033[31m";
  private static final String GREEN = "\033[32m";
  private static final String RESET = "\033[0m";

  private final Console console;
  private final boolean json;
  private long count;

  DifferencePrinter(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /** How many were printed. */
  long count() {
    return count;
  }

  /** Only one side has the block. */
  void block(long height, Side side) throws IOException {
    print(
        side,
        "%d".formatted(height),
        new JsonObject().put("height", height).put("only_in", side.number()).put("what", "block"));
  }

  /** Only one side has this pair, or has it so. */
  void pair(long height, Side side, StoreKVPair pair) throws IOException {
    String key = BinaryFormat.HEX.encode(pair.key());
    String value = BinaryFormat.HEX.encode(pair.value());
    String store = pair.storeKey().name();
    print(
        side,
        "%d %s %s %s %s"
            .formatted(height, store, pair.isDelete() ? "delete" : "set", key, value)
            .stripTrailing(),
        new JsonObject()
            .put("height", height)
            .put("only_in", side.number())
            .put("what", "pair")
            .put("store_key", store)
            .put("delete", pair.isDelete())
            .put("key", key)
            .put("value", value));
  }

  /** The metadata is not the same, or only one side has it. */
  void metadata(long height, Optional<ByteBuffer> first, Optional<ByteBuffer> second)
      throws IOException {
    metadata(height, Side.FIRST, first, second);
    metadata(height, Side.SECOND, second, first);
  }

  private void metadata(
      long height, Side side, Optional<ByteBuffer> own, Optional<ByteBuffer> other)
      throws IOException {
    if (own.isEmpty()) {
      return;
    }
    int size = own.get().remaining();
    int same = other.map(own.get()::mismatch).orElse(0);
    print(
        side,
        "%d metadata of %d bytes, of which %d are the same".formatted(height, size, same),
        new JsonObject()
            .put("height", height)
            .put("only_in", side.number())
            .put("what", "metadata")
            .put("bytes", size)
            .put("same_bytes", same));
  }

  private void print(Side side, String text, JsonObject object) throws IOException {
    count++;
    if (json) {
      console.out().line(object.toString());
      return;
    }
    String line = side.sign() + " " + text;
    String color = side == Side.FIRST ? RED : GREEN;
    console.out().line(console.outHasColors() ? color + line + RESET : line);
  }
}
