package org.abcistream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Figures as a table, and as JSON in the shape of the native benchmark's. */
final class JavaReport {
  private static final double NANOSECONDS_PER_MICROSECOND = 1000;

  private final List<Measured> figures;

  JavaReport(List<Measured> figures) {
    this.figures = figures;
  }

  /** Of every size of block, in ascending order. */
  private Iterable<List<Measured>> bySize() {
    return figures.stream()
        .collect(Collectors.groupingBy(Measured::pairs, TreeMap::new, Collectors.toList()))
        .values();
  }

  void print() {
    for (List<Measured> size : bySize()) {
      Measured any = size.get(0);
      System.out.printf(
          "%n%s, a block; %d rounds%n", SyntheticBlock.nameOf(any.pairs()), any.rounds());
      System.out.printf(
          "%-26s %10s %10s %10s %12s%n", "", "p50 us", "p99 us", "max us", "allocated B");
      for (Measured figure : size) {
        System.out.printf(
            Locale.ROOT,
            "%-26s %10.1f %10.1f %10.1f %12.0f%n",
            figure.name(),
            figure.p50() / NANOSECONDS_PER_MICROSECOND,
            figure.p99() / NANOSECONDS_PER_MICROSECOND,
            figure.max() / NANOSECONDS_PER_MICROSECOND,
            figure.allocated());
      }
    }
    System.out.printf("%n%-16s %-42s %9s %9s%n", "the figures", "", "measured", "to reach");
    new JavaBars(figures).lines().forEach(System.out::println);
  }

  /**
   * Writes the figures.
   *
   * @param caption when and on what they were measured
   */
  void writeJson(Path path, String caption) throws IOException {
    StringBuilder json = new StringBuilder();
    json.append(
        "{\n  \"measured\": \"%s, Java %s\",\n  \"unit\": \"ns\",\n  \"measurements\": ["
            .formatted(caption, Runtime.version().feature()));
    String separator = "";
    for (List<Measured> size : bySize()) {
      json.append(separator).append(measurement(size));
      separator = ",";
    }
    Files.writeString(path, json.append("\n  ]\n}\n"));
  }

  private static String measurement(List<Measured> size) {
    Measured any = size.get(0);
    return size.stream()
        .map(JavaReport::contender)
        .collect(
            Collectors.joining(
                ",",
                "%n    {\"workload\": \"%s\", \"pairs\": %d, \"rounds\": %d,%n      \"contenders\": ["
                    .formatted(SyntheticBlock.nameOf(any.pairs()), any.pairs(), any.rounds()),
                "]}"));
  }

  private static String contender(Measured figure) {
    return String.format(
        Locale.ROOT,
        "%n        {\"name\": \"%s\", \"p50\": %.0f, \"p99\": %.0f, \"max\": %.0f, \"mean\": %.0f,"
            + " \"allocated\": %.0f}",
        figure.name(),
        figure.p50(),
        figure.p99(),
        figure.max(),
        figure.mean(),
        figure.allocated());
  }
}
