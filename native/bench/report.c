#include "bench/report.h"

#include <errno.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#define NANOSECONDS_PER_MICROSECOND 1000.0
#define NANOSECONDS_PER_SECOND 1e9
#define KILO 1000.0

void report_table(FILE *to, const struct measurement *measurement) {
  const struct workload *workload = measurement->workload;
  double bytes = workload_mean_bytes(workload);
  fprintf(to, "\n%s, %.0f pairs and %.1f kB a block, %s, fsync %s; %d rounds of %d blocks\n",
          workload->name, workload_mean_pairs(workload), bytes / KILO, measurement->place,
          measurement->fsync ? "on" : "off", measurement->round_count, measurement->block_count);
  fprintf(to, "%-16s %10s %10s %10s %10s %10s\n", "", "p50 us", "p99 us", "max us", "MB/s",
          "blocks/s");
  for (int i = 0; i < measurement->contender_count; i++) {
    const struct measured *measured = &measurement->contenders[i];
    const struct round_times *times = &measured->median;
    if (measured->missing[0] != '\0') {
      fprintf(to, "%-16s missing: %s\n", measured->type->name, measured->missing);
      continue;
    }
    fprintf(to, "%-16s %10.1f %10.1f %10.1f %10.0f %10.0f\n", measured->type->name,
            times->p50 / NANOSECONDS_PER_MICROSECOND, times->p99 / NANOSECONDS_PER_MICROSECOND,
            times->max / NANOSECONDS_PER_MICROSECOND, bytes * KILO / times->p50,
            NANOSECONDS_PER_SECOND / times->mean);
  }
}

static void report_contender(FILE *to, const struct measured *measured, const char *separator) {
  const struct round_times *times = &measured->median;
  fprintf(to, "%s\n        {\"name\": \"%s\", ", separator, measured->type->name);
  if (measured->missing[0] != '\0') {
    fprintf(to, "\"missing\": true}");
    return;
  }
  fprintf(to, "\"p50\": %.0f, \"p99\": %.0f, \"max\": %.0f, \"mean\": %.0f}", times->p50,
          times->p99, times->max, times->mean);
}

void report_json_measurement(FILE *to, const struct measurement *measurement) {
  fprintf(to,
          "{\"workload\": \"%s\", \"pairs\": %.0f, \"bytes\": %.0f, \"place\": \"%s\", "
          "\"fsync\": %s, \"rounds\": %d, \"blocks\": %d,\n      \"contenders\": [",
          measurement->workload->name, workload_mean_pairs(measurement->workload),
          workload_mean_bytes(measurement->workload), measurement->place,
          measurement->fsync ? "true" : "false", measurement->round_count,
          measurement->block_count);
  for (int i = 0; i < measurement->contender_count; i++) {
    report_contender(to, &measurement->contenders[i], i == 0 ? "" : ",");
  }
  fprintf(to, "]}");
}

void report_json_begin(FILE *to, const char *caption) {
  fprintf(to, "{\n  \"measured\": \"%s\",\n  \"unit\": \"ns\",\n", caption);
}

void report_json(FILE *to, const struct measurement *measurements, int count, const char *caption) {
  report_json_begin(to, caption);
  fprintf(to, "  \"measurements\": [");
  for (int i = 0; i < count; i++) {
    fprintf(to, "%s\n    ", i == 0 ? "" : ",");
    report_json_measurement(to, &measurements[i]);
  }
  fprintf(to, "\n  ]\n}\n");
}

/* The processor's name, as Linux tells it. */
static void read_processor(char *name, size_t size) {
  snprintf(name, size, "unknown processor");
  FILE *file = fopen("/proc/cpuinfo", "re");
  char line[256];
  while (file != NULL && fgets(line, sizeof line, file) != NULL) {
    const char *value = strstr(line, ": ");
    if (strncmp(line, "model name", strlen("model name")) == 0 && value != NULL) {
      snprintf(name, size, "%.*s", (int)strcspn(value + 2, "\n"), value + 2);
      break;
    }
  }
  if (file != NULL) {
    fclose(file);
  }
}

void report_caption(char *text, size_t size) {
  char processor[128];
  char date[32];
  struct utsname system;
  time_t now = time(NULL);
  struct tm day;
  read_processor(processor, sizeof processor);
  strftime(date, sizeof date, "%Y-%m-%d", localtime_r(&now, &day));
  uname(&system);
  snprintf(text, size, "%s, %s, %ld cores, %s %s", date, processor, sysconf(_SC_NPROCESSORS_ONLN),
           system.sysname, system.machine);
}

bool report_write(const char *path, report_writer *write, const void *subject,
                  struct input_error *error) {
  if (path == NULL) {
    return true;
  }
  char caption[512];
  report_caption(caption, sizeof caption);
  FILE *file = fopen(path, "we");
  if (file == NULL) {
    return input_error_set(error, "%s cannot be written: %s", path, strerror(errno));
  }
  write(file, subject, caption);
  return fclose(file) == 0 || input_error_set(error, "%s could not be written whole", path);
}
