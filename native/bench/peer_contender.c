/*
 * What others have built, in Go: a process that makes the same blocks, streams one when it reads a
 * height on its standard input, and answers with the nanoseconds that its hooks took.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/contender.h"

struct peer {
  pid_t process;
  FILE *to;
  FILE *from;
};

static void peer_close(void *self_pointer) {
  struct peer *self = self_pointer;
  fclose(self->to);
  fclose(self->from);
  waitpid(self->process, NULL, 0);
  free(self);
}

/* A contender's program, in the folder of them all, and what that calls it. */
struct peer_program {
  const char *file;
  const char *contender;
};

static struct peer_program program_of(const struct contender_type *type) {
  return type == &contender_reference      ? (struct peer_program){"sdk047", "reference"}
         : type == &contender_hand_written ? (struct peer_program){"sdk047", "hand-written"}
                                           : (struct peer_program){"sdk053", "go-plugin"};
}

static void become_peer(const char *program, const char *contender, const struct workload *workload,
                        const struct bench_target *target) {
  char pairs[32];
  char value_size[32];
  char stores[32];
  snprintf(pairs, sizeof pairs, "%zu", workload->shape.pairs);
  snprintf(value_size, sizeof value_size, "%zu", workload->shape.value_size);
  snprintf(stores, sizeof stores, "%zu", workload->shape.stores);
  const char *trace = workload->trace.path == NULL ? "" : workload->trace.path;
  execl(program, program, "-contender", contender, "-dir", target->folder, "-pairs", pairs,
        "-value", value_size, "-stores", stores, "-trace", trace,
        target->fsync ? "-fsync=true" : "-fsync=false", (char *)NULL);
  fprintf(stderr, "%s: %s\n", program, strerror(errno));
  _exit(127);
}

static bool start(struct peer *self, const char *program, const char *contender,
                  const struct workload *workload, const struct bench_target *target) {
  int to[2];
  int from[2];
  if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0) {
    return false;
  }
  self->process = fork();
  if (self->process == 0) {
    dup2(to[0], STDIN_FILENO);
    dup2(from[1], STDOUT_FILENO);
    become_peer(program, contender, workload, target);
  }
  close(to[0]);
  close(from[1]);
  self->to = fdopen(to[1], "w");
  self->from = fdopen(from[0], "r");
  return self->process > 0 && self->to != NULL && self->from != NULL;
}

static void *peer_open(const struct contender_type *type, const struct workload *workload,
                       const struct bench_target *target, struct input_error *error) {
  const char *folder = getenv("ABCISTREAM_BENCH_PEERS");
  const struct peer_program peer = program_of(type);
  char program[4096];
  snprintf(program, sizeof program, "%s/%s", folder == NULL ? "." : folder, peer.file);
  if (folder == NULL || access(program, X_OK) != 0) {
    input_error_set(error, "no program %s in ABCISTREAM_BENCH_PEERS; bench.sh builds it",
                    peer.file);
    return NULL;
  }
  if (type == &contender_go_plugin && workload->trace.path != NULL) {
    input_error_set(error, "the recorded chain is of another SDK");
    return NULL;
  }
  struct peer *self = calloc(1, sizeof *self);
  char ready[64];
  if (self == NULL || !start(self, program, peer.contender, workload, target)) {
    free(self);
    input_error_set(error, "%s cannot be started: %s", program, strerror(errno));
    return NULL;
  }
  if (fgets(ready, sizeof ready, self->from) == NULL) {
    peer_close(self);
    input_error_set(error, "%s has ended before it was ready; what it said is above", program);
    return NULL;
  }
  return self;
}

static bool peer_stream(void *self_pointer, int64_t height, int64_t *elapsed_ns,
                        struct input_error *error) {
  const struct peer *self = self_pointer;
  char line[64];
  fprintf(self->to, "%lld\n", (long long)height);
  if (fflush(self->to) != 0 || fgets(line, sizeof line, self->from) == NULL) {
    return input_error_set(error, "a peer has ended at block %lld", (long long)height);
  }
  *elapsed_ns = strtoll(line, NULL, 10);
  return true;
}

#define PEER(label)       \
  {.name = (label),       \
   .open = peer_open,     \
   .stream = peer_stream, \
   .close = peer_close,   \
   .warm_up = 200,        \
   .is_peer = true}

const struct contender_type contender_reference = PEER("reference");
const struct contender_type contender_hand_written = PEER("Go by hand");
const struct contender_type contender_go_plugin = PEER("go-plugin no-op");
