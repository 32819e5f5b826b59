package org.abcistream.cli.stat;

import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * Columns along the heights: the average of a bucket's blocks, before the largest of them.
 *
 * @param name of the chart, unique on its page: letters and dashes
 * @param title what is shown
 * @param mean the average of a bucket
 * @param most the largest of a bucket
 * @param scale the axis for the largest of all
 * @param unit how a number is written
 */
record ColumnChart(
    String name,
    String title,
    ToLongFunction<HeightBucket> mean,
    ToLongFunction<HeightBucket> most,
    LongFunction<Scale> scale,
    LongFunction<String> unit) {
  private static final int WIDTH = 880;
  private static final int HEIGHT = 240;
  private static final int LEFT = 72;
  private static final int RIGHT = WIDTH - 8;
  private static final int TOP = 12;
  private static final int BOTTOM = HEIGHT - 28;
  private static final int HEIGHT_LABELS = 6;

  /** From this width of a column on there is a gap between two of them. */
  private static final double GAP_FROM = 4;

  static final ColumnChart PAIRS =
      new ColumnChart(
          "block-pairs",
          "Pairs per block",
          HeightBucket::meanPairs,
          HeightBucket::mostPairs,
          Scale::ofCounts,
          Quantity::count);

  static final ColumnChart BYTES =
      new ColumnChart(
          "block-bytes",
          "Bytes per block, with metadata",
          HeightBucket::meanBytes,
          HeightBucket::mostBytes,
          Scale::ofBytes,
          Quantity::bytes);

  /** The chart as SVG. */
  String svg(List<HeightBucket> buckets) {
    long largest = buckets.stream().mapToLong(most).max().orElse(0);
    Scale axis = scale.apply(largest);
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg viewBox="0 0 %d %d" role="img" aria-labelledby="%s-title %s-text">
        <title id="%s-title">%s</title>
        <desc id="%s-text">Heights %d to %s; the largest block has %s.</desc>
        """
            .formatted(
                WIDTH,
                HEIGHT,
                name,
                name,
                name,
                title,
                name,
                buckets.get(0).first(),
                buckets.get(buckets.size() - 1).last(),
                unit.apply(largest)));
    drawAxis(svg, axis);
    double width = (double) (RIGHT - LEFT) / buckets.size();
    for (int i = 0; i < buckets.size(); i++) {
      drawColumn(svg, buckets.get(i), LEFT + i * width, width, axis.top());
    }
    drawHeights(svg, buckets, width);
    return svg.append("</svg>\n").toString();
  }

  private void drawAxis(StringBuilder svg, Scale axis) {
    for (int i = 0; i <= axis.steps(); i++) {
      double y = BOTTOM - (double) i / axis.steps() * (BOTTOM - TOP);
      svg.append(
          format(
              "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f'/>"
                  + "<text class='quiet' x='%d' y='%.1f' text-anchor='end'>%s</text>\n",
              LEFT, RIGHT, y, y, LEFT - 8, y + 4, unit.apply(axis.step() * i)));
    }
  }

  private void drawColumn(
      StringBuilder svg, HeightBucket bucket, double x, double width, long top) {
    if (bucket.blocks() == 0) {
      return;
    }
    boolean isOne = bucket.blocks() == 1;
    svg.append("<g><title>").append(describe(bucket, isOne)).append("</title>");
    double shown = width >= GAP_FROM ? width - 1 : width;
    if (!isOne) {
      svg.append(rectangle("soft", x, shown, most.applyAsLong(bucket), top));
    }
    svg.append(rectangle("main", x, shown, mean.applyAsLong(bucket), top)).append("</g>\n");
  }

  private String describe(HeightBucket bucket, boolean isOne) {
    String average = unit.apply(mean.applyAsLong(bucket));
    return isOne
        ? "height %s: %s".formatted(bucket.heights(), average)
        : "heights %s: %s on average, %s at most"
            .formatted(bucket.heights(), average, unit.apply(most.applyAsLong(bucket)));
  }

  private static String rectangle(String style, double x, double width, long value, long top) {
    double height = value == 0 ? 0 : Math.max(1, (double) value / top * (BOTTOM - TOP));
    return format(
        "<rect class='%s' x='%.2f' y='%.2f' width='%.2f' height='%.2f'/>",
        style, x, BOTTOM - height, width, height);
  }

  /** The first height of some columns, below their middle. */
  private static void drawHeights(StringBuilder svg, List<HeightBucket> buckets, double width) {
    int step = (buckets.size() + HEIGHT_LABELS - 1) / HEIGHT_LABELS;
    for (int i = 0; i < buckets.size(); i += step) {
      svg.append(
          format(
              "<text class='quiet' x='%.1f' y='%d' text-anchor='middle'>%d</text>\n",
              LEFT + (i + 0.5) * width, HEIGHT - 8, buckets.get(i).first()));
    }
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
