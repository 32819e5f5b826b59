#include "tests/process/process_node.h"

#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tests/temp_folder.h"

/* How much longer than the longest timeout a commit may take, whatever a service does. */
#define SLACK_NS (100 * NODE_MILLISECOND)

enum { SMALL_VALUE = 40 };

struct node_settings node_settings;
const char *node_home;
abcistream *node_stream;

/* How long the commits since the last report took, in nanoseconds. */
static int64_t *durations;
static size_t duration_count;

/* How long the last open or close took. */
static int64_t step_duration;

void node_say(const char *format, ...) {
  char *line = NULL;
  va_list arguments;
  va_start(arguments, format);
  int size = vasprintf(&line, format, arguments);
  va_end(arguments);
  CHECK(size >= 0);
  /* In one piece, and at once: the next step may be the process's last. */
  dprintf(STDOUT_FILENO, "%s\n", line);
  free(line);
}

static void say_outcome(const char *step, abcistream_status status, const abcistream_error *error) {
  if (status == ABCISTREAM_OK) {
    node_say("%s: OK", step);
  } else {
    CHECK_INT(status, error->status);
    node_say("%s: %s: %s", step, abcistream_status_name(status), error->message);
  }
}

/* ---- Open ---- */

static void keep(const abcistream_log_record *record, void *user_data) {
  dprintf(*(int *)user_data, "%s %s %s: %s\n", record->stream,
          record->level >= ABCISTREAM_LOG_ERROR  ? "ERROR"
          : record->level >= ABCISTREAM_LOG_WARN ? "WARN"
                                                 : "INFO",
          record->logger, record->message);
}

/* One for all streams of the process; records may come as long as it lives. */
static int *log_file(void) {
  static int file = -1;
  if (file < 0) {
    char *path = temp_folder_path(node_home, "node.log");
    file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    CHECK(file >= 0);
    free(path);
  }
  return &file;
}

static size_t jvm_option_count(void) {
  size_t count = 0;
  while (count < NODE_JVM_OPTIONS && node_settings.jvm_options[count] != NULL) {
    count++;
  }
  return count;
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000 * NODE_MILLISECOND + time.tv_nsec;
}

bool node_open(void) {
  static const char *const stores[NODE_STORES] = {"bank"};
  char *config = NULL;
  CHECK(asprintf(&config, "%s[abcistream.jvm]\nplugin-path = '" TEST_PLUGINS "'\n",
                 node_settings.config) > 0);
  const abcistream_options options = {
      .struct_size = sizeof options,
      .name = node_settings.name != NULL ? node_settings.name : "node",
      .home = node_home,
      .node_height = node_settings.node_height,
      .config = config,
      .stores = stores,
      .store_count = NODE_STORES,
      .java_home =
          node_settings.java_home != NULL ? node_settings.java_home : getenv("TEST_JAVA_HOME"),
      .class_path = node_settings.class_path,
      .jvm_options = node_settings.jvm_options,
      .jvm_option_count = jvm_option_count(),
      .log = keep,
      .log_user_data = log_file()};
  abcistream_error error;
  int64_t begun = now();
  abcistream_status status = abcistream_open(&node_stream, &options, &error);
  step_duration = now() - begun;
  say_outcome("open", status, &error);
  free(config);
  return node_stream != NULL;
}

/* ---- Commit ---- */

const char *node_chain(void) {
  return node_settings.chain != NULL ? node_settings.chain : NODE_FIRST_CHAIN;
}

uint8_t *node_value(int64_t height, const char *chain, size_t *size) {
  *size = node_settings.value_size != 0 ? node_settings.value_size : SMALL_VALUE;
  uint8_t *value = malloc(*size);
  CHECK(value != NULL);
  for (size_t i = 0; i < *size; i++) {
    value[i] = (uint8_t)((uint64_t)height >> 8 * (i % 8)) ^ (uint8_t)chain[0];
  }
  return value;
}

static void keep_duration(int64_t duration) {
  durations = realloc(durations, (duration_count + 1) * sizeof *durations);
  CHECK(durations != NULL);
  durations[duration_count++] = duration;
}

abcistream_status node_commit_quietly(int64_t height, abcistream_error *error) {
  const abcistream_bytes nothing = {NULL, 0};
  const abcistream_bytes key = {(const uint8_t *)"key", 3};
  size_t size;
  uint8_t *value = node_value(height, node_chain(), &size);
  char app_hash[64];
  int length = snprintf(app_hash, sizeof app_hash, "%s %" PRId64, node_chain(), height);
  abcistream_status status = abcistream_listen_finalize_block(node_stream, nothing, nothing, error);
  if (status == ABCISTREAM_OK) {
    status =
        abcistream_on_write(node_stream, 0, key, (abcistream_bytes){value, size}, false, error);
  }
  free(value);
  if (status == ABCISTREAM_OK) {
    int64_t begun = now();
    status = abcistream_listen_commit(node_stream, height,
                                      (abcistream_bytes){(const uint8_t *)app_hash, (size_t)length},
                                      nothing, error);
    keep_duration(now() - begun);
  }
  return status;
}

void node_commit(int64_t first, int64_t last) {
  int64_t good = 0;
  for (int64_t height = first; height <= last; height++) {
    abcistream_error error;
    abcistream_status status = node_commit_quietly(height, &error);
    if (status == ABCISTREAM_OK) {
      good++;
    } else {
      char step[64];
      snprintf(step, sizeof step, "commit %" PRId64, height);
      say_outcome(step, status, &error);
    }
  }
  node_say("commits %" PRId64 " to %" PRId64 ": %" PRId64 " OK", first, last, good);
}

/* ---- What a node may ask ---- */

/* The stream described (owned: free()), and where in it the state of a service begins. */
static char *describe(const char *service, const char **state) {
  size_t size = abcistream_describe(NULL, 0, node_stream) + 1024; /* It may have grown since. */
  char *text = malloc(size);
  CHECK(text != NULL);
  abcistream_describe(text, size, node_stream);
  char start[128];
  snprintf(start, sizeof start, "\"name\":\"%s\",\"state\":\"", service);
  *state = strstr(text, start);
  CHECK(*state != NULL);
  *state += strlen(start);
  return text;
}

void node_say_state(const char *service) {
  const char *state;
  char *text = describe(service, &state);
  const char *holes = strstr(state, "\"holes\":");
  CHECK(holes != NULL);
  node_say("%s is %.*s, %.*s", service, (int)strcspn(state, "\""), state, (int)strcspn(holes, ","),
           holes);
  free(text);
}

bool node_has_state(const char *service, const char *state) {
  const char *actual;
  char *text = describe(service, &actual);
  bool same = strncmp(actual, state, strlen(state)) == 0 && actual[strlen(state)] == '"';
  free(text);
  return same;
}

void node_say_last_height(void) {
  int64_t height = -1;
  abcistream_error error;
  CHECK_INT(ABCISTREAM_OK, abcistream_last_height(&height, node_stream, &error));
  node_say("last height: %" PRId64, height);
}

void node_close(void) {
  abcistream_error error;
  int64_t begun = now();
  abcistream_status status = abcistream_close(node_stream, &error);
  step_duration = now() - begun;
  node_stream = NULL;
  say_outcome("close", status, &error);
}

/* ---- Gates ---- */

static char *gate_path(const char *service) {
  char name[64];
  snprintf(name, sizeof name, "%s.gate", service);
  return temp_folder_path(node_home, name);
}

void node_make_gate(const char *service) {
  char *path = gate_path(service);
  CHECK_INT(0, mkfifo(path, 0600));
  free(path);
}

int node_await_gate(const char *service) {
  char *path = gate_path(service);
  int gate = open(path, O_WRONLY | O_CLOEXEC);
  CHECK(gate >= 0);
  free(path);
  return gate;
}

/* The compiler must not know that it is NULL. */
static volatile int *volatile nowhere;

void node_fault(void) { *nowhere = 1; }

/* ---- How long things take ---- */

void node_check_waited(const char *step, int64_t timeout_ns, int64_t most_ns) {
  node_say("measured: %s: timeout %.0f ms, returned after %.0f ms", step, (double)timeout_ns / 1e6,
           (double)step_duration / 1e6);
  CHECK(step_duration >= timeout_ns);
  CHECK(step_duration < most_ns);
}

static int compare_durations(const void *left, const void *right) {
  int64_t a = *(const int64_t *)left;
  int64_t b = *(const int64_t *)right;
  return (a > b) - (a < b);
}

static double percentile_ms(size_t percent) {
  return (double)durations[(duration_count * percent - 1) / 100] / 1e6;
}

bool node_say_latency(const char *fault, int64_t timeout_ns) {
  CHECK(duration_count > 0);
  qsort(durations, duration_count, sizeof *durations, compare_durations);
  int64_t longest = durations[duration_count - 1];
  size_t waited = 0;
  for (size_t i = 0; i < duration_count; i++) {
    waited += durations[i] >= timeout_ns;
  }
  node_say("measured: %s: %zu commits, timeout %.0f ms, p50 %.2f ms, p99 %.2f ms, longest %.2f ms",
           fault, duration_count, (double)timeout_ns / 1e6, percentile_ms(50), percentile_ms(99),
           (double)longest / 1e6);
  node_say("%s: %zu commits took the timeout", fault, waited);
  duration_count = 0;
  return longest <= timeout_ns + SLACK_NS;
}
