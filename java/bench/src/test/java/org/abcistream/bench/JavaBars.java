package org.abcistream.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The figures to reach on the Java side. */
final class JavaBars {
  private static final double NANOSECONDS_A_PAIR = 8;

  /** The smallest object has 16 bytes, so that below one byte a pair none is made for it. */
  private static final double BYTES_A_PAIR = 1;

  private static final double GARBAGE_A_BLOCK = 2000;

  private final List<Measured> figures;

  JavaBars(List<Measured> figures) {
    this.figures = figures;
  }

  /**
   * A figure beside the most that it may be.
   *
   * @param limit NaN where it is only told
   */
  private record Bar(String text, int pairs, double value, double limit) {
    String line() {
      String head =
          String.format(
              Locale.ROOT, "%-16s %-42s %9.2f", SyntheticBlock.nameOf(pairs), text, value);
      return Double.isNaN(limit)
          ? head
          : String.format(
              Locale.ROOT, "%s <= %6.0f  %s", head, limit, value <= limit ? "reached" : "MISSED");
    }
  }

  /** A line for each figure, in the form of the native benchmark's. */
  List<String> lines() {
    return Stream.of(
            each("Cursor.walk", "walk, ns a pair", NANOSECONDS_A_PAIR, JavaBars::timeOfPair),
            each("Cursor.read", "read, ns a pair", NANOSECONDS_A_PAIR, JavaBars::timeOfPair),
            allocationOfPair("Cursor.walk", "walk, bytes allocated a pair"),
            allocationOfPair("Cursor.read", "read, bytes allocated a pair"),
            each(
                "Commit.commit",
                "garbage of the service, bytes a block",
                GARBAGE_A_BLOCK,
                Measured::allocated),
            each(
                "GatheringWrite.gather",
                "gathering write / write of one buffer",
                Double.NaN,
                figure -> ratio(figure, "GatheringWrite.writeBuffer")),
            each(
                "Metadata.parse",
                "metadata parse / parse of one array",
                Double.NaN,
                figure -> ratio(figure, "Metadata.parseArray")))
        .flatMap(bars -> bars)
        .map(Bar::line)
        .toList();
  }

  private Stream<Measured> named(String name) {
    return figures.stream().filter(figure -> figure.name().equals(name));
  }

  private Stream<Bar> each(
      String name, String text, double limit, ToDoubleFunction<Measured> value) {
    return named(name)
        .map(figure -> new Bar(text, figure.pairs(), value.applyAsDouble(figure), limit));
  }

  private static double timeOfPair(Measured figure) {
    return figure.p50() / figure.pairs();
  }

  private double ratio(Measured figure, String bound) {
    return figure.p50()
        / named(bound)
            .filter(other -> other.pairs() == figure.pairs())
            .mapToDouble(Measured::p50)
            .sum();
  }

  /** What a pair more allocates, apart from what a block and its stores do. */
  private Stream<Bar> allocationOfPair(String name, String text) {
    List<Measured> sizes = named(name).toList();
    Measured small = sizes.get(0);
    Measured large = sizes.get(sizes.size() - 1);
    double growth = (large.allocated() - small.allocated()) / (large.pairs() - small.pairs());
    return Stream.of(new Bar(text, large.pairs(), growth, BYTES_A_PAIR));
  }
}
