package org.abcistream.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs all benchmarks and prints what came of them: {@code JavaBench FOLDER QUICK CAPTION [JSON]},
 * as {@code bench.sh} calls it. FOLDER is where blocks are written; QUICK is true or false.
 */
public final class JavaBench {
  private JavaBench() {}

  public static void main(String[] arguments) throws RunnerException, IOException {
    JavaReport report = new JavaReport(run(arguments[0], Boolean.parseBoolean(arguments[1])));
    report.print();
    if (arguments.length > 3) {
      report.writeJson(Path.of(arguments[3]), arguments[2]);
    }
  }

  /** JMH's own output goes nowhere: it is a page for each benchmark. */
  private static List<Measured> run(String folder, boolean quick) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options
        .mode(Mode.SampleTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .warmupTime(TimeValue.seconds(1))
        .measurementTime(TimeValue.seconds(1))
        .warmupIterations(quick ? 2 : 4)
        .measurementIterations(quick ? 3 : 5)
        .forks(quick ? 1 : 2)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .addProfiler(GCProfiler.class)
        .addProfiler(ServiceGarbage.class)
        // The collector of a node's JVM.
        .jvmArgsAppend("-XX:+UseSerialGC", "-D" + BenchFolder.PROPERTY + "=" + folder);
    return new Runner(options.build())
        .run().stream()
            .map(Measured::of)
            .sorted(Comparator.comparingInt(Measured::pairs).thenComparing(Measured::name))
            .toList();
  }
}
