/* Measures what a start costs: abcistream_start_bench FOLDER ROUNDS JSON JDK..., as bench.sh calls
 * it; JSON may be "". All JDKs, with and without a class archive, take turns. */
#include <stdio.h>
#include <stdlib.h>

#include "bench/report.h"
#include "bench/start_trial.h"

enum { MAX_ROUNDS = 100, MAX_STARTS = 16 };

struct start {
  const char *java_home;
  bool with_archive;
  double rounds[START_FIGURES][MAX_ROUNDS]; /* In ascending order, once all are measured. */
};

static const struct {
  const char *name;
  double bar; /* 0: none. */
} figures[START_FIGURES] = {[START_OPEN] = {"open_ms", 150}, [START_JVM] = {"jvm_ms", 0},
                            [START_CPU] = {"cpu_ms", 0},     [START_RSS] = {"rss_mib", 60},
                            [START_PSS] = {"pss_mib", 0},    [START_PRIVATE] = {"private_mib", 0}};

static int compare(const void *left, const void *right) {
  double difference = *(const double *)left - *(const double *)right;
  return (difference > 0) - (difference < 0);
}

static bool measure_starts(struct start *starts, int count, int rounds, const char *folder,
                           struct input_error *error) {
  for (int round = 0; round < rounds; round++) {
    for (int i = 0; i < count; i++) {
      double measured[START_FIGURES];
      if (!start_trial(measured, starts[i].java_home, folder, starts[i].with_archive, error)) {
        return false;
      }
      for (int figure = 0; figure < START_FIGURES; figure++) {
        starts[i].rounds[figure][round] = measured[figure];
      }
    }
  }
  for (int i = 0; i < count; i++) {
    for (int figure = 0; figure < START_FIGURES; figure++) {
      qsort(starts[i].rounds[figure], (size_t)rounds, sizeof(double), compare);
    }
  }
  return true;
}

static void print_table(const struct start *start, int rounds) {
  printf("\n%s, %s class archive; %d starts\n%-12s %8s %8s %8s\n", start->java_home,
         start->with_archive ? "with a" : "without", rounds, "", "p50", "min", "max");
  for (int figure = 0; figure < START_FIGURES; figure++) {
    const double *sorted = start->rounds[figure];
    printf("%-12s %8.1f %8.1f %8.1f", figures[figure].name, sorted[rounds / 2], sorted[0],
           sorted[rounds - 1]);
    if (figures[figure].bar > 0) {
      printf("  <= %.0f %s", figures[figure].bar,
             sorted[rounds / 2] <= figures[figure].bar ? "reached" : "MISSED");
    }
    printf("\n");
  }
}

/* All that is measured in one run. */
struct start_bench {
  struct start starts[MAX_STARTS];
  int count;
  int rounds;
};

static void write_json(FILE *to, const void *subject, const char *caption) {
  const struct start_bench *bench = subject;
  fprintf(to, "{\n  \"measured\": \"%s\",\n  \"rounds\": %d,\n  \"starts\": [", caption,
          bench->rounds);
  for (int i = 0; i < bench->count; i++) {
    const struct start *start = &bench->starts[i];
    fprintf(to, "%s\n    {\"jdk\": \"%s\", \"class_archive\": %s", i == 0 ? "" : ",",
            start->java_home, start->with_archive ? "true" : "false");
    for (int figure = 0; figure < START_FIGURES; figure++) {
      const double *sorted = start->rounds[figure];
      fprintf(to, ",\n      \"%s\": {\"p50\": %.1f, \"min\": %.1f, \"max\": %.1f}",
              figures[figure].name, sorted[bench->rounds / 2], sorted[0],
              sorted[bench->rounds - 1]);
    }
    fprintf(to, "}");
  }
  fprintf(to, "\n  ]\n}\n");
}

int main(int argc, char **argv) {
  static struct start_bench bench;
  bench.rounds = argc > 4 ? (int)strtol(argv[2], NULL, 10) : 0;
  bench.count = 2 * (argc - 4);
  if (bench.rounds < 1 || bench.rounds > MAX_ROUNDS || bench.count > MAX_STARTS) {
    fprintf(stderr,
            "usage: abcistream_start_bench FOLDER ROUNDS JSON JDK...; up to %d rounds, %d "
            "JDKs\n",
            MAX_ROUNDS, MAX_STARTS / 2);
    return 2;
  }
  for (int i = 0; i < bench.count; i++) {
    bench.starts[i].java_home = argv[4 + i / 2];
    bench.starts[i].with_archive = i % 2 == 1;
  }
  struct input_error error;
  bool good = measure_starts(bench.starts, bench.count, bench.rounds, argv[1], &error);
  for (int i = 0; good && i < bench.count; i++) {
    print_table(&bench.starts[i], bench.rounds);
  }
  const char *json = argv[3][0] == '\0' ? NULL : argv[3];
  good = good && report_write(json, write_json, &bench, &error);
  if (!good) {
    fprintf(stderr, "abcistream_start_bench: %s\n", error.message);
  }
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
