#include "jvm/log.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "jvm/signals.h"

/* A burst of warnings fits; a node that does not take its log holds no more memory than this. */
#define MOST_RECORDS 1024
#define MOST_BYTES ((size_t)1 << 20)

/* How long a detach waits for a callback that takes its time with the records before. */
#define DETACH_FLUSH_NS NANOSECONDS_PER_SECOND

/* One allocation; the strings stand behind it. */
struct record {
  struct log_sink *sink;
  abcistream_log_level level;
  int64_t time_unix_ns;
  size_t size;
  const char *message;
  char logger[];
};

/* Records are numbered from 0 for the life of the process. */
static struct {
  pthread_mutex_t mutex;
  pthread_cond_t arrived; /* For the thread: a record, or a loss. */
  pthread_cond_t handed;  /* For those who wait for it. */
  struct record *records[MOST_RECORDS];
  uint64_t written;            /* How many have ever been queued, */
  uint64_t delivered;          /* and handed on. */
  size_t bytes;                /* Of those between the two. */
  uint64_t lost;               /* Not yet told, */
  uint64_t lost_before;        /* told before the record of this number, */
  struct log_sink *lost_sink;  /* to the sink of the first of them. */
  const struct log_sink *busy; /* Whose callback runs. */
  pthread_t thread;
} queue = {.mutex = PTHREAD_MUTEX_INITIALIZER};

/* The process that has the thread; 0 = none yet. */
static _Atomic pid_t owner;

/* ---- Records ---- */

static struct record *create_record(struct log_sink *sink, abcistream_log_level level,
                                    const char *logger, const char *message) {
  logger = logger != NULL ? logger : "";
  message = message != NULL ? message : "";
  size_t logger_size = strlen(logger) + 1;
  size_t message_size = strlen(message) + 1;
  size_t size = sizeof(struct record) + logger_size + message_size;
  struct record *record = malloc(size);
  if (record == NULL) {
    return NULL;
  }
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  *record =
      (struct record){.sink = sink,
                      .level = level,
                      .time_unix_ns = (int64_t)now.tv_sec * NANOSECONDS_PER_SECOND + now.tv_nsec,
                      .size = size,
                      .message = record->logger + logger_size};
  memcpy(record->logger, logger, logger_size);
  memcpy(record->logger + logger_size, message, message_size);
  return record;
}

static const char *level_name(abcistream_log_level level) {
  return level >= ABCISTREAM_LOG_ERROR   ? "ERROR"
         : level >= ABCISTREAM_LOG_WARN  ? "WARN"
         : level >= ABCISTREAM_LOG_INFO  ? "INFO"
         : level >= ABCISTREAM_LOG_DEBUG ? "DEBUG"
                                         : "TRACE";
}

/* One write, so that lines of several writers do not mix. */
static void print(const struct record *record) {
  time_t seconds = (time_t)(record->time_unix_ns / NANOSECONDS_PER_SECOND);
  int milliseconds = (int)(record->time_unix_ns % NANOSECONDS_PER_SECOND / 1000000);
  struct tm local;
  localtime_r(&seconds, &local);
  char *line = NULL;
  int size = asprintf(&line, "%02d:%02d:%02d.%03d %s %s %s: %s\n", local.tm_hour, local.tm_min,
                      local.tm_sec, milliseconds, level_name(record->level), record->sink->name,
                      record->logger, record->message);
  if (size < 0) {
    return;
  }
  /* There is nowhere to say that the standard error stream is closed. */
  ssize_t written;
  do {
    written = write(STDERR_FILENO, line, (size_t)size);
  } while (written < 0 && errno == EINTR);
  free(line);
}

static void print_now(struct log_sink *sink, abcistream_log_level level, const char *logger,
                      const char *message) {
  struct record *record = create_record(sink, level, logger, message);
  if (record != NULL) {
    print(record);
    free(record);
  }
}

/* ---- The thread ---- */

/* Hands a record on; the mutex is held, but not meanwhile. */
static void hand_on(const struct record *record) {
  struct log_sink *sink = record->sink;
  bool has_callback = sink->callback != NULL && !sink->detached;
  queue.busy = has_callback ? sink : NULL;
  pthread_mutex_unlock(&queue.mutex);
  if (has_callback) {
    const abcistream_log_record view = {.struct_size = sizeof view,
                                        .level = record->level,
                                        .time_unix_ns = record->time_unix_ns,
                                        .stream = sink->name,
                                        .logger = record->logger,
                                        .message = record->message};
    sink->callback(&view, sink->user_data);
  } else {
    print(record);
  }
  pthread_mutex_lock(&queue.mutex);
  queue.busy = NULL;
}

/* A flush waits for this too, so the count stands until then; what is lost meanwhile comes next. */
static void tell_loss(void) {
  uint64_t lost = queue.lost;
  char message[128];
  snprintf(message, sizeof message,
           "%llu log records were lost, since they came faster than they were taken",
           (unsigned long long)lost);
  struct record *record =
      create_record(queue.lost_sink, ABCISTREAM_LOG_WARN, "abcistream", message);
  if (record != NULL) {
    hand_on(record);
    free(record);
  }
  queue.lost -= lost;
}

static void deliver_next(void) {
  struct record *record = queue.records[queue.delivered % MOST_RECORDS];
  hand_on(record);
  queue.delivered++;
  queue.bytes -= record->size;
  free(record);
}

static void *log_main(void *unused) {
  pthread_setname_np(pthread_self(), "abcistream-log");
  /* A fault in the callback is a fault in the node's code. */
  signals_mark_node_thread();
  pthread_mutex_lock(&queue.mutex);
  for (;;) {
    if (queue.lost > 0 && queue.lost_before <= queue.delivered) {
      tell_loss();
      pthread_cond_broadcast(&queue.handed);
    } else if (queue.delivered < queue.written) {
      deliver_next();
      pthread_cond_broadcast(&queue.handed);
    } else {
      pthread_cond_wait(&queue.arrived, &queue.mutex);
    }
  }
  return unused;
}

/* Signals that are sent to the process are for threads that know of them. */
static bool launch_thread(void) {
  static const int kept[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS};
  sigset_t blocked;
  sigset_t before;
  sigfillset(&blocked);
  for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
    sigdelset(&blocked, kept[i]);
  }
  pthread_sigmask(SIG_SETMASK, &blocked, &before);
  bool launched = pthread_create(&queue.thread, NULL, log_main, NULL) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return launched && pthread_detach(queue.thread) == 0;
}

/* The mutex is held. */
static bool ensure_thread(void) {
  if (atomic_load(&owner) != 0) {
    return true;
  }
  clock_condition_init(&queue.arrived);
  clock_condition_init(&queue.handed);
  if (!launch_thread()) {
    return false;
  }
  atomic_store(&owner, getpid());
  return true;
}

/* A child has no thread, and its copy of the mutex may be held for ever. */
static bool is_forked(void) {
  pid_t process = atomic_load(&owner);
  return process != 0 && process != getpid();
}

/* ---- Writing ---- */

static bool enqueue(struct record *record) {
  if (record == NULL || queue.written - queue.delivered == MOST_RECORDS ||
      queue.bytes + record->size > MOST_BYTES) {
    return false;
  }
  queue.records[queue.written % MOST_RECORDS] = record;
  queue.written++;
  queue.bytes += record->size;
  return true;
}

static void count_loss(struct log_sink *sink) {
  if (queue.lost == 0) {
    queue.lost_sink = sink;
    queue.lost_before = queue.written;
  }
  queue.lost++;
}

void log_write(struct log_sink *sink, abcistream_log_level level, const char *logger,
               const char *message) {
  if (is_forked()) {
    print_now(sink, level, logger, message);
    return;
  }
  struct record *record = create_record(sink, level, logger, message);
  pthread_mutex_lock(&queue.mutex);
  bool running = ensure_thread();
  bool queued = running && enqueue(record);
  if (running && !queued) {
    count_loss(sink);
  }
  pthread_cond_signal(&queue.arrived);
  pthread_mutex_unlock(&queue.mutex);
  if (!running && record != NULL) {
    print(record);
  }
  if (!queued) {
    free(record);
  }
}

void log_printf(struct log_sink *sink, abcistream_log_level level, const char *format, ...) {
  char *message = NULL;
  va_list args;
  va_start(args, format);
  int size = vasprintf(&message, format, args);
  va_end(args);
  log_write(sink, level, "abcistream", size < 0 ? format : message);
  if (size >= 0) {
    free(message);
  }
}

/* ---- Waiting for the thread ---- */

static bool is_behind(uint64_t number) {
  return queue.delivered < number || (queue.lost > 0 && queue.lost_before <= number);
}

/* The thread itself would wait for itself. The mutex is held. */
static bool can_wait(void) {
  return atomic_load(&owner) != 0 && !pthread_equal(queue.thread, pthread_self());
}

/* The mutex is held. */
static bool wait_for(uint64_t number, int64_t timeout_ns) {
  int64_t deadline = clock_deadline(timeout_ns);
  while (is_behind(number)) {
    if (!can_wait() || !clock_wait(&queue.handed, &queue.mutex, deadline)) {
      return !is_behind(number);
    }
  }
  return true;
}

bool log_flush(int64_t timeout_ns) {
  if (is_forked()) {
    return true;
  }
  pthread_mutex_lock(&queue.mutex);
  bool flushed = wait_for(queue.written, timeout_ns);
  pthread_mutex_unlock(&queue.mutex);
  return flushed;
}

void log_detach(struct log_sink *sink) {
  if (is_forked()) {
    sink->detached = true;
    return;
  }
  pthread_mutex_lock(&queue.mutex);
  wait_for(queue.written, DETACH_FLUSH_NS);
  sink->detached = true;
  while (queue.busy == sink && can_wait()) {
    pthread_cond_wait(&queue.handed, &queue.mutex);
  }
  pthread_mutex_unlock(&queue.mutex);
}
