package org.abcistream.cli.stat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Statistics as one page that needs nothing beside itself. */
final class StatPage {
  private static final String STYLE = "stat-page.css";

  private final StreamStatistics statistics;
  private final StringBuilder html = new StringBuilder();

  private StatPage(StreamStatistics statistics) {
    this.statistics = statistics;
  }

  /** {@return the page} */
  static String of(StreamStatistics statistics) {
    return new StatPage(statistics).page();
  }

  private String page() {
    String title = "Blocks %d to %d".formatted(statistics.first(), statistics.last());
    html.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        <h1>%s</h1>
        """
            .formatted(title, style(), title));
    figures();
    boolean grouped = statistics.buckets().stream().anyMatch(bucket -> bucket.blocks() > 1);
    String columns =
        grouped
            ? "A column is several blocks: their average, and behind it the largest of them."
            : "A column is a block.";
    section(ColumnChart.PAIRS.title(), columns, ColumnChart.PAIRS.svg(statistics.buckets()));
    section(ColumnChart.BYTES.title(), columns, ColumnChart.BYTES.svg(statistics.buckets()));
    section(
        BarChart.PAIRS.title(),
        "Deletes are the part in the other color.",
        BarChart.PAIRS.svg(statistics.stores()));
    section(
        BarChart.BYTES.title(),
        "As they are in the data files, with the lengths before them.",
        BarChart.BYTES.svg(statistics.stores()));
    section("Stores", "The same in numbers.", storeTable());
    section("Heights", "The same in numbers.", heightTable());
    return html.append("</main>\n</body>\n</html>\n").toString();
  }

  private void figures() {
    html.append("<dl>\n");
    figure("Blocks", Quantity.count(statistics.blocks()));
    figure("Missing", Quantity.count(statistics.missing()));
    figure("Pairs", Quantity.count(statistics.all().pairs()));
    figure("Deletes", Quantity.count(statistics.all().deletes()));
    figure("Pair bytes", Quantity.bytes(statistics.all().bytes()));
    figure("Metadata bytes", Quantity.bytes(statistics.metadataBytes()));
    html.append("</dl>\n");
  }

  private void figure(String name, String value) {
    html.append("<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(name, value));
  }

  private void section(String title, String text, String content) {
    html.append(
        "<section>\n<h2>%s</h2>\n<p>%s</p>\n%s</section>\n".formatted(title, text, content));
  }

  private String storeTable() {
    return table(
        List.of("Store", "Pairs", "Deletes", "Bytes"),
        statistics.stores(),
        store ->
            List.of(
                Html.escape(store.name()),
                Quantity.count(store.tally().pairs()),
                Quantity.count(store.tally().deletes()),
                Quantity.count(store.tally().bytes())));
  }

  private String heightTable() {
    String table =
        table(
            List.of("Heights", "Blocks", "Pairs, average", "most", "Bytes, average", "most"),
            statistics.buckets(),
            bucket ->
                List.of(
                    bucket.heights(),
                    Quantity.count(bucket.blocks()),
                    Quantity.count(bucket.meanPairs()),
                    Quantity.count(bucket.mostPairs()),
                    Quantity.count(bucket.meanBytes()),
                    Quantity.count(bucket.mostBytes())));
    return "<details>\n<summary>Show</summary>\n" + table + "</details>\n";
  }

  /** A table whose first column names the row. */
  private static <T> String table(
      List<String> heads, List<T> rows, Function<T, List<String>> cellsOf) {
    StringBuilder table = new StringBuilder("<table>\n<thead><tr>");
    heads.forEach(head -> table.append("<th scope=\"col\">").append(head).append("</th>"));
    table.append("</tr></thead>\n<tbody>\n");
    for (T row : rows) {
      List<String> cells = cellsOf.apply(row);
      table.append("<tr><th scope=\"row\">").append(cells.get(0)).append("</th>");
      cells.stream().skip(1).forEach(cell -> table.append("<td>").append(cell).append("</td>"));
      table.append("</tr>\n");
    }
    return table.append("</tbody>\n</table>\n").toString();
  }

  private static String style() {
    try (InputStream style =
        Objects.requireNonNull(StatPage.class.getResourceAsStream(STYLE), STYLE)) {
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
