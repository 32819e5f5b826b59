#include "examples/replay_options.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum option_code {
  CODE_TRACE = 1,
  CODE_CONFIG,
  CODE_HOME,
  CODE_STORES,
  CODE_BLOCKS,
  CODE_REPEAT,
  CODE_INSTALL_DIR,
  CODE_JAVA_HOME,
  CODE_JVM_OPTION,
  CODE_QUIET,
  CODE_HELP
};

static const struct option long_options[] = {
    {"trace", required_argument, NULL, CODE_TRACE},
    {"config", required_argument, NULL, CODE_CONFIG},
    {"home", required_argument, NULL, CODE_HOME},
    {"stores", required_argument, NULL, CODE_STORES},
    {"blocks", required_argument, NULL, CODE_BLOCKS},
    {"repeat", required_argument, NULL, CODE_REPEAT},
    {"install-dir", required_argument, NULL, CODE_INSTALL_DIR},
    {"java-home", required_argument, NULL, CODE_JAVA_HOME},
    {"jvm-option", required_argument, NULL, CODE_JVM_OPTION},
    {"quiet", no_argument, NULL, CODE_QUIET},
    {"help", no_argument, NULL, CODE_HELP},
    {NULL, 0, NULL, 0},
};

static const char help_text[] =
    "usage: replay_node --trace FILE --config FILE --home DIR [OPTION]...\n"
    "\n"
    "A small node: it opens a stream to the services that the config names and calls the hooks as "
    "a\n"
    "real chain's node has called them while the trace was recorded.\n"
    "\n"
    "  --trace FILE       the recorded calls, plain or gzip\n"
    "  --config FILE      the node's app.toml; variables such as REPLAY_STREAMERS_FILE_WRITE_DIR\n"
    "                     override it\n"
    "  --home DIR         the node's home, made when it is missing; relative paths start there\n"
    "  --stores FILE      the names of the node's stores, one a line (else those in the trace)\n"
    "  --blocks N         stop after N blocks in all\n"
    "  --repeat N         replay the trace N times, with heights that go on (at most 1000000)\n"
    "  --install-dir DIR  where abcistream is installed (else ABCISTREAM_HOME, else found)\n"
    "  --java-home DIR    the JDK (else by the config, JAVA_HOME, the PATH)\n"
    "  --jvm-option OPT   an option for the JVM, such as -Xmx512m; may be given again\n"
    "  --quiet            no progress; log records are still shown\n"
    "  --help             this text\n"
    "\n"
    "Progress and log records go to stderr, the summary to stdout. Services skip blocks that they\n"
    "have: started again on the same home, the node begins at the trace's first height again.\n"
    "SIGINT and SIGTERM stop it after the block that it is at.\n"
    "\n"
    "Exit codes: 0 replayed, 1 the stream failed, 2 a wrong command line or unreadable input.\n";

const char *replay_options_help(void) { return help_text; }

static bool parse_count(uint64_t *count, const char *option, const char *text, uint64_t most) {
  char *end = NULL;
  errno = 0;
  uint64_t value = strtoull(text, &end, 10);
  if (*text < '0' || *text > '9' || *end != '\0' || errno != 0 || value == 0 || value > most) {
    fprintf(stderr, "replay_node: --%s takes a number from 1 to %" PRIu64 ", not \"%s\"\n", option,
            most, text);
    return false;
  }
  *count = value;
  return true;
}

/* Where the value of an option that is a plain string belongs; NULL for the others. */
static const char **string_of(struct replay_options *options, int code) {
  switch (code) {
    case CODE_TRACE:
      return &options->trace;
    case CODE_CONFIG:
      return &options->config;
    case CODE_HOME:
      return &options->home;
    case CODE_STORES:
      return &options->stores;
    case CODE_INSTALL_DIR:
      return &options->install_dir;
    case CODE_JAVA_HOME:
      return &options->java_home;
    default:
      return NULL;
  }
}

static bool take_option(struct replay_options *options, int code) {
  const char **string = string_of(options, code);
  if (string != NULL) {
    *string = optarg;
    return true;
  }
  switch (code) {
    case CODE_BLOCKS:
      return parse_count(&options->block_limit, "blocks", optarg, UINT64_MAX);
    case CODE_REPEAT:
      return parse_count(&options->repeat, "repeat", optarg, REPLAY_MAX_REPEAT);
    case CODE_JVM_OPTION:
      options->jvm_options[options->jvm_option_count++] = optarg;
      return true;
    case CODE_QUIET:
      options->quiet = true;
      return true;
    case CODE_HELP:
      options->help = true;
      return true;
    default: /* getopt_long() has said what it does not know. */
      return false;
  }
}

static bool check_complete(const struct replay_options *options, char *const *rest) {
  if (options->help) {
    return true;
  }
  if (*rest != NULL) {
    fprintf(stderr, "replay_node: \"%s\" is no option\n", *rest);
    return false;
  }
  const char *missing = options->trace == NULL    ? "trace"
                        : options->config == NULL ? "config"
                        : options->home == NULL   ? "home"
                                                  : NULL;
  if (missing != NULL) {
    fprintf(stderr, "replay_node: --%s is missing\n", missing);
  }
  return missing == NULL;
}

bool replay_options_parse(struct replay_options *options, int argc, char **argv) {
  *options = (struct replay_options){.repeat = 1};
  options->jvm_options = (const char **)calloc((size_t)argc, sizeof *options->jvm_options);
  if (options->jvm_options == NULL) {
    fprintf(stderr, "replay_node: no memory for %d arguments\n", argc);
    return false;
  }
  bool good = true;
  int code;
  optind = 0; /* Makes getopt_long() start anew, so that a process can parse twice. */
  while (good && (code = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
    good = take_option(options, code);
  }
  good = good && check_complete(options, argv + optind);
  if (!good) {
    fprintf(stderr, "replay_node: see replay_node --help\n");
  }
  return good;
}

void replay_options_free(struct replay_options *options) {
  free((void *)options->jvm_options);
  options->jvm_options = NULL;
}
