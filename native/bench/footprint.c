#include "bench/footprint.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/measure.h"
#include "bench/run.h"
#include "block/pool.h"

#define KIB 1024

/* What the process that has measured says: fits into a pipe at once. */
struct reply {
  bool good;
  struct footprint footprint;
  struct input_error error;
};

/* The most that this process has had in memory so far. */
static int64_t peak_resident(void) {
  static const char key[] = "VmHWM:";
  char line[128];
  int64_t bytes = 0;
  FILE *status = fopen("/proc/self/status", "re");
  while (status != NULL && fgets(line, sizeof line, status) != NULL) {
    if (strncmp(line, key, sizeof key - 1) == 0) {
      bytes = strtoll(line + sizeof key - 1, NULL, 10) * KIB;
    }
  }
  if (status != NULL) {
    fclose(status);
  }
  return bytes;
}

static bool stream(struct footprint *footprint, const struct contender_type *type,
                   const struct workload *workload, const struct bench_target *within, int blocks,
                   struct input_error *error) {
  struct run run;
  double *samples = calloc((size_t)blocks, sizeof *samples);
  int64_t before = peak_resident();
  bool good = samples != NULL || input_error_set(error, "no memory for %d samples", blocks);
  if (good) {
    good =
        run_begin(&run, type, workload, within, error) && run_stream(&run, blocks, samples, error);
    *footprint = (struct footprint){.added = peak_resident() - before, .pool = pool_mapped_bytes()};
    run_end(&run);
  }
  free(samples);
  return good;
}

static bool receive(struct reply *reply, int from, pid_t process) {
  bool whole = read(from, reply, sizeof *reply) == (ssize_t)sizeof *reply;
  waitpid(process, NULL, 0);
  return whole;
}

bool footprint_measure(struct footprint *footprint, const struct contender_type *type,
                       const struct workload_shape *shape, const struct bench_target *within,
                       double bytes, struct input_error *error) {
  int ends[2];
  struct reply reply = {0};
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return input_error_set(error, "no pipe for measuring memory: %s", strerror(errno));
  }
  fflush(NULL);
  pid_t process = fork();
  if (process == 0) {
    struct workload workload;
    reply.good = workload_synthesize(&workload, shape, &reply.error) &&
                 stream(&reply.footprint, type, &workload, within, measure_blocks(&workload, bytes),
                        &reply.error);
    _exit(write(ends[1], &reply, sizeof reply) == (ssize_t)sizeof reply ? EXIT_SUCCESS
                                                                        : EXIT_FAILURE);
  }
  close(ends[1]);
  bool whole = process > 0 && receive(&reply, ends[0], process);
  close(ends[0]);
  if (!whole) {
    return input_error_set(error, "the process that measures memory has ended without a figure");
  }
  *footprint = reply.footprint;
  return reply.good || input_error_set(error, "%s", reply.error.message);
}
