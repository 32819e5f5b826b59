package org.abcistream.bench;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What a benchmark took for a block of so many pairs: each figure is the median over the rounds, as
 * in {@code native/bench}.
 *
 * @param name of the class and the method, such as {@code Cursor.walk}
 * @param p50 nanoseconds, as are the next three
 * @param allocated bytes of garbage for each block: that of the services' threads where there are
 *     any, else that of the whole process
 */
record Measured(
    String name,
    int pairs,
    int rounds,
    double p50,
    double p99,
    double max,
    double mean,
    double allocated) {

  private static final String PROCESS_LABEL = "gc.alloc.rate.norm";
  private static final String CLASS_SUFFIX = "Benchmark";
  private static final double MEDIAN = 50;
  private static final double SLOWEST_OF_HUNDRED = 99;

  static Measured of(RunResult run) {
    List<IterationResult> rounds = new ArrayList<>();
    for (BenchmarkResult fork : run.getBenchmarkResults()) {
      rounds.addAll(fork.getIterationResults());
    }
    return new Measured(
        nameOf(run.getParams().getBenchmark()),
        Integer.parseInt(run.getParams().getParam("pairs")),
        rounds.size(),
        median(rounds, times -> times.getPercentile(MEDIAN)),
        median(rounds, times -> times.getPercentile(SLOWEST_OF_HUNDRED)),
        median(rounds, Statistics::getMax),
        median(rounds, Statistics::getMean),
        medianOf(rounds.stream().mapToDouble(Measured::allocatedIn).toArray()));
  }

  /** Of a method's full name, only what tells it from the others. */
  private static String nameOf(String method) {
    int methodDot = method.lastIndexOf('.');
    String className = method.substring(method.lastIndexOf('.', methodDot - 1) + 1, methodDot);
    return className.substring(0, className.length() - CLASS_SUFFIX.length())
        + method.substring(methodDot);
  }

  private static double median(List<IterationResult> rounds, ToDoubleFunction<Statistics> figure) {
    return medianOf(
        rounds.stream()
            .mapToDouble(round -> figure.applyAsDouble(round.getPrimaryResult().getStatistics()))
            .toArray());
  }

  private static double medianOf(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static double allocatedIn(IterationResult round) {
    double services = score(round, ServiceGarbage.LABEL);
    return services > 0 ? services : score(round, PROCESS_LABEL);
  }

  private static double score(IterationResult round, String label) {
    return requireNonNull(round.getSecondaryResults().get(label), label).getScore();
  }
}
