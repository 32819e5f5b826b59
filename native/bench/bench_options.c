#include "bench/bench_options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/measure.h"

enum { DEFAULT_ROUNDS = 5, QUICK_ROUNDS = 3 };

const char bench_help[] =
    "usage: abcistream_bench [--tmpfs DIR] [--disk DIR] [OPTION]...\n"
    "\n"
    "Measures how long a block holds the node's thread: with abcistream, beside what no streamer\n"
    "can do without (a copy, the encoding, the files) and, where they are built, what others have\n"
    "made. All take turns within one run; figures are medians over the rounds.\n"
    "\n"
    "  --tmpfs DIR   where blocks go that shall not see a disk, such as /dev/shm\n"
    "  --disk DIR    where blocks go that shall; with fsync off, then on\n"
    "  --trace FILE  also a recorded chain, called \"chain\" (native/examples/traces/README.md)\n"
    "  --growth      instead, how time and memory grow with a block's pairs, stores and values, "
    "and\n"
    "                with the services; on the first of the folders, without peers\n"
    "  --only NAME   this workload alone, such as \"2000 x 120 B\"\n"
    "  --rounds N    how many rounds (1 to 25; else 5, or 3 with --quick)\n"
    "  --quick       fewer blocks and no large ones: below a minute on one file system; of "
    "growth,\n"
    "                every second step\n"
    "  --json FILE   writes the figures as JSON\n"
    "  --svg FILE    draws them\n"
    "  --caption     prints the date and the machine, as they stand above figures\n"
    "  --help        this text\n"
    "\n"
    "ABCISTREAM_HOME names the installation, ABCISTREAM_BENCH_PEERS the folder of the peers'\n"
    "programs; bench.sh builds and sets both.\n"
    "\n"
    "Exit codes: 0 measured, 1 something failed, 2 a wrong command line. A figure that misses\n"
    "what is to be reached is said, and fails nothing: machines differ.\n";

static bool parse_rounds(int *rounds, const char *text) {
  char *end = NULL;
  long value = strtol(text, &end, 10);
  *rounds = (int)value;
  return *text != '\0' && *end == '\0' && value >= 1 && value <= MEASURE_MAX_ROUNDS;
}

static enum bench_action refuse(const char *sentence) {
  fprintf(stderr, "abcistream_bench: %s; see --help\n", sentence);
  return BENCH_REFUSE;
}

enum bench_action bench_options_parse(struct bench_options *options, int argc, char **argv) {
  static const struct option known[] = {
      {"tmpfs", required_argument, NULL, 't'},  {"disk", required_argument, NULL, 'd'},
      {"trace", required_argument, NULL, 'c'},  {"only", required_argument, NULL, 'o'},
      {"rounds", required_argument, NULL, 'r'}, {"quick", no_argument, NULL, 'q'},
      {"json", required_argument, NULL, 'j'},   {"svg", required_argument, NULL, 's'},
      {"growth", no_argument, NULL, 'g'},       {"caption", no_argument, NULL, 'm'},
      {"help", no_argument, NULL, 'h'},         {NULL, 0, NULL, 0}};
  *options = (struct bench_options){0};
  for (int option = getopt_long(argc, argv, "", known, NULL); option != -1;
       option = getopt_long(argc, argv, "", known, NULL)) {
    switch (option) {
      case 't':
        options->tmpfs = optarg;
        break;
      case 'd':
        options->disk = optarg;
        break;
      case 'c':
        options->trace = optarg;
        break;
      case 'o':
        options->only = optarg;
        break;
      case 'r':
        if (!parse_rounds(&options->rounds, optarg)) {
          return refuse("--rounds takes a number from 1 to 25");
        }
        break;
      case 'q':
        options->quick = true;
        break;
      case 'g':
        options->growth = true;
        break;
      case 'j':
        options->json = optarg;
        break;
      case 's':
        options->svg = optarg;
        break;
      case 'm':
        return BENCH_SHOW_CAPTION;
      case 'h':
        return BENCH_SHOW_HELP;
      default:
        return BENCH_REFUSE;
    }
  }
  if (optind < argc || (options->tmpfs == NULL && options->disk == NULL)) {
    return refuse("name a folder by --tmpfs or --disk, and nothing else without its option");
  }
  if (options->growth && (options->only != NULL || options->trace != NULL)) {
    return refuse("--growth has workloads of its own, without --only and --trace");
  }
  if (options->rounds == 0) {
    options->rounds = options->quick ? QUICK_ROUNDS : DEFAULT_ROUNDS;
  }
  return BENCH_RUN;
}
