package org.abcistream.cli.stat;

import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * A bar for each store, the longest first, with its number behind it. A part of it may have a color
 * of its own.
 *
 * @param name of the chart, unique on its page: letters and dashes
 * @param title what is shown
 * @param value the length of a bar
 * @param part how much of it has the other color
 * @param unit how a number is written
 */
record BarChart(
    String name,
    String title,
    ToLongFunction<Tally> value,
    ToLongFunction<Tally> part,
    LongFunction<String> unit) {
  private static final int WIDTH = 880;
  private static final int ROW = 26;
  private static final int BAR = 16;
  private static final int LEFT = 150;

  /** Behind it there is room for the number of the longest bar. */
  private static final int RIGHT = WIDTH - 110;

  /** In characters; longer names are cut. */
  private static final int LONGEST_NAME = 20;

  static final BarChart PAIRS =
      new BarChart("store-pairs", "Pairs per store", Tally::pairs, Tally::deletes, Quantity::count);

  static final BarChart BYTES =
      new BarChart(
          "store-bytes", "Bytes of pairs per store", Tally::bytes, tally -> 0, Quantity::bytes);

  /** The chart as SVG. */
  String svg(List<StoreTally> stores) {
    List<StoreTally> sorted =
        stores.stream().sorted((a, b) -> Long.compare(lengthOf(b), lengthOf(a))).toList();
    long longest = sorted.stream().mapToLong(this::lengthOf).max().orElse(1);
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg viewBox="0 0 %d %d" role="img" aria-labelledby="%s-title %s-text">
        <title id="%s-title">%s</title>
        <desc id="%s-text">%d stores; the table below has the numbers.</desc>
        """
            .formatted(WIDTH, ROW * sorted.size(), name, name, name, title, name, sorted.size()));
    for (int row = 0; row < sorted.size(); row++) {
      draw(svg, sorted.get(row), row * ROW, Math.max(1, longest));
    }
    return svg.append("</svg>\n").toString();
  }

  private long lengthOf(StoreTally store) {
    return value.applyAsLong(store.tally());
  }

  private void draw(StringBuilder svg, StoreTally store, int y, long longest) {
    double whole = (double) lengthOf(store) / longest * (RIGHT - LEFT);
    double parted = (double) part.applyAsLong(store.tally()) / longest * (RIGHT - LEFT);
    int bar = y + (ROW - BAR) / 2;
    int base = y + ROW / 2 + 4;
    svg.append(
        String.format(
            Locale.ROOT,
            "<g><title>%s: %s</title>"
                + "<text x='%d' y='%d' text-anchor='end'>%s</text>"
                + "<rect class='main' x='%d' y='%d' width='%.2f' height='%d'/>"
                + "<rect class='delete' x='%d' y='%d' width='%.2f' height='%d'/>"
                + "<text class='quiet' x='%.1f' y='%d'>%s</text></g>\n",
            Html.escape(store.name()),
            unit.apply(lengthOf(store)),
            LEFT - 8,
            base,
            Html.escape(shortened(store.name())),
            LEFT,
            bar,
            whole,
            BAR,
            LEFT,
            bar,
            parted,
            BAR,
            LEFT + whole + 6,
            base,
            unit.apply(lengthOf(store))));
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + '…';
  }
}
