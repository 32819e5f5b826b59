#include "jvm/console.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "jvm/signals.h"

/* A line that is printed in pieces. The JVM keeps a lock of its own for the length of a line, so
 * the pieces of two threads are not mixed. */
struct line {
  char text[2048];
  size_t size;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static struct log_sink *log_to; /* NULL during the start. */
static char start_text[CONSOLE_START_TEXT_SIZE];
static size_t start_size;
static struct line warnings;
static struct line others;

static size_t smaller(size_t left, size_t right) { return left < right ? left : right; }

static void keep_for_start(const char *text, size_t size) {
  size = smaller(size, sizeof start_text - 1 - start_size);
  memcpy(start_text + start_size, text, size);
  start_size += size;
}

static void end_line(struct line *line) {
  line->text[line->size] = '\0';
  if (line->size > 0) {
    log_write(log_to, line == &warnings ? ABCISTREAM_LOG_WARN : ABCISTREAM_LOG_INFO, "jvm",
              line->text);
  }
  line->size = 0;
}

/* A line that is too long becomes two. */
static void add_to_lines(struct line *line, const char *text, size_t size) {
  for (size_t i = 0; i < size; i++) {
    if (text[i] == '\n' || line->size == sizeof line->text - 1) {
      end_line(line);
    }
    if (text[i] != '\n') {
      line->text[line->size++] = text[i];
    }
  }
}

jint JNICALL console_vfprintf(FILE *stream, const char *format, va_list args) {
  char text[4096];
  int printed = vsnprintf(text, sizeof text, format, args);
  if (printed < 0) {
    return printed;
  }
  size_t size = smaller((size_t)printed, sizeof text - 1);
  if (signals_jvm_is_crashing()) {
    return write(STDERR_FILENO, text, size) < 0 ? -1 : printed;
  }
  pthread_mutex_lock(&mutex);
  if (log_to == NULL) {
    keep_for_start(text, size);
  } else {
    add_to_lines(stream == stderr ? &warnings : &others, text, size);
  }
  pthread_mutex_unlock(&mutex);
  return printed;
}

/* Copies the lines with "; " between them. */
void console_start_text(char text[CONSOLE_START_TEXT_SIZE]) {
  size_t size = 0;
  pthread_mutex_lock(&mutex);
  for (size_t i = 0; i < start_size && size < CONSOLE_START_TEXT_SIZE - 2; i++) {
    if (start_text[i] != '\n') {
      text[size++] = start_text[i];
    } else if (size > 0 && text[size - 1] != ' ') {
      text[size++] = ';';
      text[size++] = ' ';
    }
  }
  pthread_mutex_unlock(&mutex);
  while (size > 0 && (text[size - 1] == ' ' || text[size - 1] == ';')) {
    size--;
  }
  text[size] = '\0';
}

void console_write_to(struct log_sink *sink) {
  pthread_mutex_lock(&mutex);
  log_to = sink;
  add_to_lines(&others, start_text, start_size);
  start_size = 0;
  pthread_mutex_unlock(&mutex);
}
