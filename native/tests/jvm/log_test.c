/* The queue of log records: order, losses, detaching, the standard error stream, a forked child. */
#include "jvm/log.h"

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "tests/check.h"

#define LONG_ENOUGH (60 * NANOSECONDS_PER_SECOND)

/* What a callback has seen. Read once everything is flushed. */
struct seen {
  int count;
  char last[256];
  abcistream_log_level last_level;
  bool in_order; /* Messages were "0", "1", ... */
  pthread_t thread;
  sem_t entered; /* Posted at each record while `holds` is set, */
  sem_t leave;   /* and waited for. */
  bool holds;
};

static void see(const abcistream_log_record *record, void *user_data) {
  struct seen *seen = user_data;
  if (seen->holds) {
    sem_post(&seen->entered);
    sem_wait(&seen->leave);
  }
  CHECK_INT(sizeof *record, record->struct_size);
  CHECK_STR("chain", record->stream);
  CHECK(record->time_unix_ns > INT64_C(1700000000) * NANOSECONDS_PER_SECOND);
  char number[16];
  snprintf(number, sizeof number, "%d", seen->count);
  seen->in_order = seen->in_order && strcmp(record->message, number) == 0;
  seen->count++;
  seen->last_level = record->level;
  snprintf(seen->last, sizeof seen->last, "%s: %s", record->logger, record->message);
  seen->thread = pthread_self();
}

static struct log_sink make_sink(struct seen *seen) {
  *seen = (struct seen){.in_order = true};
  sem_init(&seen->entered, 0, 0);
  sem_init(&seen->leave, 0, 0);
  return (struct log_sink){.name = "chain", .callback = see, .user_data = seen};
}

static void write_number(struct log_sink *sink, int number) {
  log_printf(sink, ABCISTREAM_LOG_INFO, "%d", number);
}

static void records_come_in_order_on_a_thread_of_their_own(void) {
  struct seen seen;
  struct log_sink sink = make_sink(&seen);
  for (int i = 0; i < 100; i++) {
    write_number(&sink, i);
  }
  CHECK(log_flush(LONG_ENOUGH));
  CHECK_INT(100, seen.count);
  CHECK(seen.in_order);
  CHECK_INT(ABCISTREAM_LOG_INFO, seen.last_level);
  CHECK_STR("abcistream: 99", seen.last);
  CHECK(!pthread_equal(pthread_self(), seen.thread));
  log_write(&sink, ABCISTREAM_LOG_DEBUG, "org.example", "two\nlines");
  CHECK(log_flush(LONG_ENOUGH));
  CHECK_STR("org.example: two\nlines", seen.last);
  log_detach(&sink);
}

/* Lets the callback stand in its first record. */
static void hold(struct log_sink *sink, struct seen *seen) {
  seen->holds = true;
  write_number(sink, 0);
  sem_wait(&seen->entered);
}

static void let_go(struct seen *seen) {
  seen->holds = false;
  sem_post(&seen->leave);
}

static void records_beyond_the_most_are_counted(void) {
  struct seen seen;
  struct log_sink sink = make_sink(&seen);
  hold(&sink, &seen);
  for (int i = 1; i < 1024 + 7; i++) {
    write_number(&sink, i);
  }
  CHECK(!log_flush(0));
  let_go(&seen);
  CHECK(log_flush(LONG_ENOUGH));
  CHECK_INT(1024 + 1, seen.count);
  CHECK_INT(ABCISTREAM_LOG_WARN, seen.last_level);
  CHECK_STR("abcistream: 7 log records were lost, since they came faster than they were taken",
            seen.last);
  write_number(&sink, 1);
  CHECK(log_flush(LONG_ENOUGH));
  CHECK_STR("abcistream: 1", seen.last);
  log_detach(&sink);
}

static void bytes_beyond_the_most_are_counted(void) {
  struct seen seen;
  struct log_sink sink = make_sink(&seen);
  size_t size = (size_t)400 << 10;
  char *message = malloc(size + 1);
  memset(message, 'x', size);
  message[size] = '\0';
  hold(&sink, &seen);
  for (int i = 0; i < 3; i++) {
    log_write(&sink, ABCISTREAM_LOG_INFO, "big", message);
  }
  let_go(&seen);
  CHECK(log_flush(LONG_ENOUGH));
  CHECK_INT(1 + 2 + 1, seen.count);
  CHECK_CONTAINS(seen.last, "1 log records were lost");
  free(message);
  log_detach(&sink);
}

static void a_record_larger_than_the_queue_is_lost_and_told(void) {
  struct seen seen;
  struct log_sink sink = make_sink(&seen);
  size_t size = (size_t)2 << 20;
  char *message = malloc(size + 1);
  memset(message, 'x', size);
  message[size] = '\0';
  log_write(&sink, ABCISTREAM_LOG_INFO, "big", message);
  free(message);
  CHECK(log_flush(LONG_ENOUGH));
  CHECK_INT(1, seen.count);
  CHECK_CONTAINS(seen.last, "1 log records were lost");
  log_detach(&sink);
}

static void *detach(void *sink) {
  log_detach(sink);
  return NULL;
}

static void detaching_waits_for_the_callback_that_runs(void) {
  struct seen seen;
  struct log_sink sink = make_sink(&seen);
  hold(&sink, &seen);
  pthread_t thread;
  CHECK_INT(0, pthread_create(&thread, NULL, detach, &sink));
  struct timespec soon;
  clock_gettime(CLOCK_REALTIME, &soon);
  soon.tv_sec += 2; /* Detaching flushes for a second, then waits for that callback alone. */
  CHECK(pthread_timedjoin_np(thread, NULL, &soon) != 0);
  let_go(&seen);
  CHECK_INT(0, pthread_join(thread, NULL));
  CHECK_INT(1, seen.count);
}

/* Sends the standard error stream into a pipe meanwhile, and returns what was written there. */
static char *capture(void (*write_records)(void)) {
  static char text[1024];
  int ends[2];
  CHECK_INT(0, pipe(ends));
  int before = dup(STDERR_FILENO);
  CHECK(before >= 0);
  dup2(ends[1], STDERR_FILENO);
  close(ends[1]);
  write_records();
  CHECK(log_flush(LONG_ENOUGH));
  dup2(before, STDERR_FILENO);
  close(before);
  ssize_t size = 0;
  for (ssize_t got = 1; got > 0; size += got) {
    got = read(ends[0], text + size, sizeof text - 1 - (size_t)size);
  }
  close(ends[0]);
  text[size] = '\0';
  return text;
}

static struct seen detached_seen;
static struct log_sink detached_sink;
static struct log_sink plain_sink = {.name = "plain"};

static void write_after_detach(void) {
  log_write(&detached_sink, ABCISTREAM_LOG_ERROR, "late", "one");
}

static void write_without_callback(void) {
  log_write(&plain_sink, ABCISTREAM_LOG_TRACE, "org.example", "words");
}

static void after_detaching_records_go_to_stderr(void) {
  detached_sink = make_sink(&detached_seen);
  write_number(&detached_sink, 0);
  log_detach(&detached_sink);
  CHECK_INT(1, detached_seen.count);
  CHECK_CONTAINS(capture(write_after_detach), " ERROR chain late: one\n");
  CHECK_INT(1, detached_seen.count);
}

static void without_a_callback_lines_go_to_stderr(void) {
  const char *text = capture(write_without_callback);
  CHECK_STR(" TRACE plain org.example: words\n", text + strlen("HH:MM:SS.mmm"));
  CHECK(text[2] == ':' && text[5] == ':' && text[8] == '.');
}

static void write_in_child(void) {
  pid_t child = fork();
  if (child == 0) {
    log_write(&plain_sink, ABCISTREAM_LOG_WARN, "child", "speaks");
    log_detach(&plain_sink);
    _exit(log_flush(LONG_ENOUGH) ? 0 : 1);
  }
  int status;
  CHECK_INT(child, waitpid(child, &status, 0));
  CHECK_INT(0, status);
}

static void a_forked_child_writes_to_stderr_and_never_waits(void) {
  CHECK_CONTAINS(capture(write_in_child), " WARN plain child: speaks\n");
}

/* A stream's signals must not be taken by the thread; one that it does not block would kill us. */
static void the_thread_takes_no_signal_of_the_process(void) {
  write_without_callback();
  CHECK(log_flush(LONG_ENOUGH));
  sigset_t all;
  sigset_t before;
  sigset_t pending;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  kill(getpid(), SIGTERM);
  sigpending(&pending);
  CHECK_INT(1, sigismember(&pending, SIGTERM));
  int signal;
  sigemptyset(&all);
  sigaddset(&all, SIGTERM);
  CHECK_INT(0, sigwait(&all, &signal));
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int main(void) {
  CHECK(log_flush(LONG_ENOUGH));
  records_come_in_order_on_a_thread_of_their_own();
  records_beyond_the_most_are_counted();
  bytes_beyond_the_most_are_counted();
  a_record_larger_than_the_queue_is_lost_and_told();
  detaching_waits_for_the_callback_that_runs();
  after_detaching_records_go_to_stderr();
  without_a_callback_lines_go_to_stderr();
  a_forked_child_writes_to_stderr_and_never_waits();
  the_thread_takes_no_signal_of_the_process();
  return 0;
}
