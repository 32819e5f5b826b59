/* The process of the trial: a node that streams one dummy block. */
#include <abcistream/abcistream.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "doctor/trial.h"

/* A pipe takes so much at once without mixing writers. */
#define MOST_OF_A_FINDING 4096

/* By which the host reports a service that was tried. */
#define TRIAL_LOGGER "abcistream.trial"

#define BYTES(text) ((abcistream_bytes){(const uint8_t *)(text), sizeof(text) - 1})

/* ---- Findings ---- */

static void find(enum outcome outcome, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void find(enum outcome outcome, const char *name, const char *format, ...) {
  char line[MOST_OF_A_FINDING];
  int size = snprintf(line, sizeof line, "%s\t%s\t", outcome_names[outcome], name);
  va_list args;
  va_start(args, format);
  vsnprintf(line + size, sizeof line - (size_t)size - 1, format, args);
  va_end(args);
  for (char *at = strpbrk(line + size, "\n\t"); at != NULL; at = strpbrk(at, "\n\t")) {
    *at = ' ';
  }
  size_t length = strlen(line);
  line[length] = '\n';
  if (write(TRIAL_FINDINGS, line, length + 1) < 0) {
    exit(EXIT_FAILURE); /* Nobody listens any more. */
  }
}

static enum outcome outcome_of(abcistream_log_level level) {
  return level >= ABCISTREAM_LOG_ERROR  ? OUTCOME_FAILURE
         : level >= ABCISTREAM_LOG_WARN ? OUTCOME_WARNING
                                        : OUTCOME_OK;
}

/* What the host says of a service is a finding; another warning of the library's is one too. */
static void take_record(const abcistream_log_record *record, void *user_data) {
  (void)user_data;
  size_t size = sizeof TRIAL_LOGGER - 1;
  bool is_of_trial = strncmp(record->logger, TRIAL_LOGGER, size) == 0;
  if (is_of_trial && record->logger[size] == '.') {
    char name[128];
    snprintf(name, sizeof name, "service %s", record->logger + size + 1);
    find(outcome_of(record->level), name, "%s", record->message);
  } else if (!is_of_trial && record->level == ABCISTREAM_LOG_WARN) {
    find(OUTCOME_WARNING, "log", "%s", record->message);
  }
  fprintf(stderr, "%s: %s\n", record->logger, record->message);
}

/* ---- The life of the node ---- */

static bool open_stream(abcistream **stream, const struct doctor_options *options,
                        const struct config *config, const struct string_list *stores) {
  const abcistream_options open_options = {
      .struct_size = sizeof open_options,
      .name = "abcistream-doctor",
      .home = options->home,
      .config = config->text,
      .config_name = options->config,
      .env_prefix = options->env_prefix != NULL ? options->env_prefix : TRIAL_ENV_PREFIX,
      .stores = (const char *const *)stores->items,
      .store_count = stores->count,
      .install_dir = options->install_dir,
      .java_home = options->java_home,
      .log = take_record};
  int64_t begin = clock_now();
  abcistream_error error;
  abcistream_status status = abcistream_open(stream, &open_options, &error);
  if (status == ABCISTREAM_OK) {
    find(OUTCOME_OK, "JVM", "it runs, and the services are ready, after %" PRId64 " ms",
         (clock_now() - begin) / INT64_C(1000000));
    return true;
  }
  bool is_jvm = status == ABCISTREAM_JVM_NOT_FOUND || status == ABCISTREAM_JVM_START ||
                status == ABCISTREAM_JVM_GONE;
  find(OUTCOME_FAILURE,
       is_jvm                        ? "JVM"
       : status == ABCISTREAM_CONFIG ? "config"
                                     : "services",
       "%s", error.message);
  return false;
}

/* Empty messages are valid ones. */
static abcistream_status stream_block(abcistream *stream, size_t store_count,
                                      abcistream_error *error) {
  abcistream_status status = abcistream_listen_finalize_block(stream, BYTES(""), BYTES(""), error);
  for (uint32_t store = 0; store < store_count && status == ABCISTREAM_OK; store++) {
    status = abcistream_on_write(stream, store, BYTES("abcistream-doctor"), BYTES("a dummy value"),
                                 false, error);
  }
  return status != ABCISTREAM_OK
             ? status
             : abcistream_listen_commit(stream, 1, BYTES("a dummy hash"), BYTES(""), error);
}

static bool live(abcistream *stream, size_t store_count) {
  abcistream_error error;
  abcistream_status status = stream_block(stream, store_count, &error);
  bool good = status == ABCISTREAM_OK;
  find(good ? OUTCOME_OK : OUTCOME_FAILURE, "block", "%s",
       good ? "a dummy block was committed" : error.message);
  status = abcistream_close(stream, &error);
  find(status == ABCISTREAM_OK ? OUTCOME_OK : OUTCOME_FAILURE, TRIAL_END, "%s",
       status == ABCISTREAM_OK ? "the services have finished" : error.message);
  return good && status == ABCISTREAM_OK;
}

/* One name a line. */
static bool read_stores(struct string_list *stores, const char *path) {
  char *text = config_read_file(path);
  if (text != NULL) {
    string_list_split(stores, text, "\r\n");
  }
  free(text);
  return stores->count > 0 && !stores->failed;
}

int trial_run(const struct doctor_options *options, const struct config *config) {
  struct string_list stores = {0};
  if (options->stores == NULL) {
    config_stores(&stores, config);
  } else if (!read_stores(&stores, options->stores)) {
    find(OUTCOME_FAILURE, "stores", "%s names no store: write one a line", options->stores);
    return EXIT_FAILURE;
  }
  abcistream *stream = NULL;
  bool good = open_stream(&stream, options, config, &stores) && live(stream, stores.count);
  string_list_free(&stores);
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
