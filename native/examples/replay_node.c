/*
 * An example node: the life of a program that streams its blocks by abcistream, with a recorded
 * trace in the place of a chain. It uses nothing but the public header.
 */
#include <abcistream/abcistream.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "examples/progress.h"
#include "examples/replay.h"
#include "examples/replay_options.h"
#include "examples/store_names.h"
#include "examples/trace_reader.h"

enum { EXIT_REPLAYED = 0, EXIT_STREAM_FAILED = 1, EXIT_UNUSABLE = 2 };
enum { MAX_CONFIG_BYTES = 16 << 20 };

static volatile sig_atomic_t stop_signal;

static void request_stop(int signal_number) { stop_signal = signal_number; }

/* A second signal ends the process at once, should the first not do. */
static void install_stop_handlers(void) {
  struct sigaction action = {.sa_flags = (int)(SA_RESETHAND | SA_RESTART)};
  action.sa_handler = request_stop;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

/* What the node holds while it lives. All zero holds nothing. */
struct node {
  struct replay_options options;
  struct trace_reader trace;
  struct store_names stores;
  struct progress progress;
  char *config;
  char home[PATH_MAX];
  struct replay replay;
  int64_t services_began_at;
  int64_t services_ended_at;
};

/* The home as an absolute path, which stays true wherever it is printed. */
static bool prepare_home(struct node *node, struct input_error *error) {
  const char *home = node->options.home;
  if (mkdir(home, 0700) != 0 && errno != EEXIST) {
    return input_error_set(error, "%s: cannot be made: %s", home, strerror(errno));
  }
  if (realpath(home, node->home) == NULL) {
    return input_error_set(error, "%s: cannot be used as the home: %s", home, strerror(errno));
  }
  return true;
}

static bool load_stores(struct node *node, struct input_error *error) {
  if (node->options.stores == NULL) {
    return store_names_collect(&node->stores, &node->trace, error);
  }
  return store_names_read(&node->stores, node->options.stores, error) &&
         store_names_cover(&node->stores, &node->trace, error);
}

/* Everything that can be wrong with what the user gave is found here, before there is a JVM. */
static bool load_inputs(struct node *node, struct input_error *error) {
  size_t size = 0;
  if (!input_read_file(&node->config, &size, node->options.config, MAX_CONFIG_BYTES, error)) {
    return false;
  }
  if (strlen(node->config) != size) {
    return input_error_set(error, "%s: holds a NUL byte, so it is no text", node->options.config);
  }
  return trace_open(&node->trace, node->options.trace, error) && load_stores(node, error) &&
         prepare_home(node, error);
}

static const char *level_name(abcistream_log_level level) {
  return level >= ABCISTREAM_LOG_ERROR   ? "ERROR"
         : level >= ABCISTREAM_LOG_WARN  ? "WARN"
         : level >= ABCISTREAM_LOG_INFO  ? "INFO"
         : level >= ABCISTREAM_LOG_DEBUG ? "DEBUG"
                                         : "TRACE";
}

static void print_log_record(const abcistream_log_record *record, void *user_data) {
  struct progress *progress = user_data;
  progress_message(progress, "%s %s: %s", level_name(record->level), record->logger,
                   record->message);
}

static void print_failure(struct node *node, const char *what, abcistream_status status,
                          const abcistream_error *error) {
  progress_message(&node->progress, "replay_node: %s: %s: %s", what, abcistream_status_name(status),
                   error->message);
}

static abcistream_status open_stream(struct node *node, abcistream_error *error) {
  const abcistream_options options = {
      .struct_size = sizeof options,
      .home = node->home,
      .config = node->config,
      .config_name = node->options.config,
      .env_prefix = "REPLAY",
      .stores = (const char *const *)node->stores.names,
      .store_count = node->stores.count,
      .install_dir = node->options.install_dir,
      .java_home = node->options.java_home,
      .jvm_options = node->options.jvm_options,
      .jvm_option_count = node->options.jvm_option_count,
      .log = print_log_record,
      .log_user_data = &node->progress,
  };
  abcistream_status status = abcistream_open(&node->replay.stream, &options, error);
  if (status != ABCISTREAM_OK) {
    print_failure(node, "the stream could not be opened", status, error);
  }
  return status;
}

static bool read_heights(struct node *node, int64_t *height, abcistream_error *error) {
  abcistream_status status = abcistream_last_height(height, node->replay.stream, error);
  if (status != ABCISTREAM_OK) {
    print_failure(node, "the heights of the services could not be read", status, error);
  }
  return status == ABCISTREAM_OK;
}

static bool run_blocks(struct node *node, abcistream_error *error) {
  struct replay *replay = &node->replay;
  abcistream_status status = replay_run(replay, error);
  if (status != ABCISTREAM_OK) {
    char what[128];
    snprintf(what, sizeof what, "stopped after height %" PRId64 ", in the hook %s",
             replay->totals.height, replay->totals.hook);
    print_failure(node, what, status, error);
  }
  return status == ABCISTREAM_OK;
}

static void print_summary(const struct node *node) {
  const struct replay_totals *totals = &node->replay.totals;
  double seconds = (double)(totals->elapsed_ns > 0 ? totals->elapsed_ns : 1) / 1e9;
  printf("blocks:   %" PRIu64 "\n", totals->blocks);
  printf("pairs:    %" PRIu64 "\n", totals->pairs);
  printf("bytes:    %" PRIu64 "\n", totals->bytes);
  printf("seconds:  %.3f\n", seconds);
  printf("blocks/s: %.1f\n", (double)totals->blocks / seconds);
  printf("MB/s:     %.1f\n", (double)totals->bytes / 1e6 / seconds);
  printf("durable:  to height %" PRId64 " (at the start %" PRId64 ")\n", node->services_ended_at,
         node->services_began_at);
  printf("home:     %s\n", node->home);
}

/* The stream from its open to its close; the close is part of a good end. */
static int live(struct node *node) {
  abcistream_error error = {0};
  if (open_stream(node, &error) != ABCISTREAM_OK) {
    return EXIT_STREAM_FAILED;
  }
  bool good = read_heights(node, &node->services_began_at, &error) && run_blocks(node, &error) &&
              read_heights(node, &node->services_ended_at, &error);
  abcistream_status closed = abcistream_close(node->replay.stream, &error);
  progress_end(&node->progress);
  if (closed != ABCISTREAM_OK) {
    print_failure(node, "the stream was not closed in order", closed, &error);
    good = false;
  }
  if (good) {
    print_summary(node);
  }
  return good ? EXIT_REPLAYED : EXIT_STREAM_FAILED;
}

static int load_and_live(struct node *node) {
  struct input_error error;
  if (!load_inputs(node, &error)) {
    fprintf(stderr, "replay_node: %s\n", error.message);
    return EXIT_UNUSABLE;
  }
  progress_begin(&node->progress, stderr,
                 node->options.quiet ? PROGRESS_SILENT : progress_style_for(stderr));
  node->replay = (struct replay){
      .trace = &node->trace,
      .stores = &node->stores,
      .progress = &node->progress,
      .repeat = node->options.repeat,
      .block_limit = node->options.block_limit,
      .stop = &stop_signal,
  };
  install_stop_handlers();
  return live(node);
}

int main(int argc, char **argv) {
  static struct node node;
  int code = EXIT_UNUSABLE;
  if (replay_options_parse(&node.options, argc, argv)) {
    if (node.options.help) {
      fputs(replay_options_help(), stdout);
      code = EXIT_REPLAYED;
    } else {
      code = load_and_live(&node);
    }
  }
  replay_options_free(&node.options);
  store_names_free(&node.stores);
  trace_close(&node.trace);
  free(node.config);
  if (fflush(stdout) != 0) {
    perror("replay_node: the summary could not be written");
    code = code == EXIT_REPLAYED ? EXIT_STREAM_FAILED : code;
  }
  if (code == EXIT_REPLAYED && stop_signal != 0) {
    raise(stop_signal); /* Whoever waits for the node sees that it was interrupted. */
  }
  return code;
}
