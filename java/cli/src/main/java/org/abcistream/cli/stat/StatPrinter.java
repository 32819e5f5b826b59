package org.abcistream.cli.stat;

import java.io.IOException;
import java.util.stream.Collectors;
import org.abcistream.cli.output.JsonObject;
import org.abcistream.cli.output.Output;

/** Prints statistics: a table for people, or one JSON object. */
final class StatPrinter {
  private static final String ROW = "%-20s %14s %14s %18s";

  private StatPrinter() {}

  static void text(StreamStatistics statistics, Output out) throws IOException {
    Tally all = statistics.all();
    out.line("heights   %d to %d".formatted(statistics.first(), statistics.last()));
    out.line("blocks    " + Quantity.count(statistics.blocks()));
    out.line("missing   " + Quantity.count(statistics.missing()));
    out.line("metadata  %s bytes".formatted(Quantity.count(statistics.metadataBytes())));
    out.line("");
    out.line(ROW.formatted("store", "pairs", "deletes", "bytes"));
    for (StoreTally store : statistics.stores()) {
      out.line(row(store.name(), store.tally()));
    }
    out.line(row("all", all));
  }

  private static String row(String name, Tally tally) {
    return ROW.formatted(
        name,
        Quantity.count(tally.pairs()),
        Quantity.count(tally.deletes()),
        Quantity.count(tally.bytes()));
  }

  static void json(StreamStatistics statistics, Output out) throws IOException {
    JsonObject json =
        new JsonObject()
            .put("first_height", statistics.first())
            .put("last_height", statistics.last())
            .put("blocks", statistics.blocks())
            .put("missing_blocks", statistics.missing());
    putTally(json, statistics.all()).put("metadata_bytes", statistics.metadataBytes());
    String stores =
        statistics.stores().stream()
            .map(store -> putTally(new JsonObject().put("store_key", store.name()), store.tally()))
            .map(JsonObject::toString)
            .collect(Collectors.joining(",", "[", "]"));
    out.line(json.putJson("stores", stores).toString());
  }

  private static JsonObject putTally(JsonObject json, Tally tally) {
    return json.put("pairs", tally.pairs())
        .put("deletes", tally.deletes())
        .put("bytes", tally.bytes());
  }
}
