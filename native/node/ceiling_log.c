#include "node/ceiling_log.h"

#include <inttypes.h>
#include <stdio.h>

#include "jvm/jvm.h"

#define MIB INT64_C(1048576)

/* What waits for the services, at the most. */
struct queues {
  int64_t bytes;
  int32_t services;
  char list[512]; /* "file 256, audit 64" */
};

static struct queues measure_queues(struct ring *ring) {
  struct queues queues = {0};
  struct ring_service_state state;
  size_t used = 0;
  for (; ring_describe_service(&state, ring, queues.services); queues.services++) {
    queues.bytes += state.policy.queue_bytes;
    int size =
        snprintf(queues.list + used, sizeof queues.list - used, "%s%s %" PRId64,
                 queues.services > 0 ? ", " : "", state.name, state.policy.queue_bytes / MIB);
    used += used + (size_t)size < sizeof queues.list ? (size_t)size : 0;
  }
  return queues;
}

static void tell(struct log_sink *log, const struct ceiling *ceiling, const struct queues *queues,
                 int64_t threads, int64_t sum) {
  log_printf(log, ABCISTREAM_LOG_INFO,
             "memory beside the node's own comes to %" PRId64 " MiB at the most: heap %" PRId64
             ", classes %" PRId64 "%s, compiled code %" PRId64 ", direct buffers %" PRId64
             ", stacks of %" PRId64 " threads %" PRId64 ", the JVM itself %" PRId64
             ", blocks that wait for services %" PRId64
             " (%s); the block that is being gathered comes on top",
             sum / MIB, ceiling->heap / MIB, ceiling->metaspace / MIB,
             ceiling->metaspace == 0 ? " (without a bound)" : "", ceiling->code_cache / MIB,
             ceiling->direct_memory / MIB, threads, threads * ceiling->stack / MIB,
             ceiling->vm / MIB, queues->bytes / MIB, queues->list);
}

static void warn(struct log_sink *log, const struct ceiling *ceiling, const struct queues *queues,
                 int64_t sum, const struct cgroup_limit *limit) {
  log_printf(log, ABCISTREAM_LOG_WARN,
             "the control group allows this process %" PRId64 " MiB (%s), less than the %" PRId64
             " MiB that JVM and waiting blocks may come to without the node: raise its limit, or "
             "lower the heap (%" PRId64
             " MiB, -Xmx in abcistream.jvm.options) or what may wait (%" PRId64
             " MiB, queue-bytes of the services); beyond its limit the process is killed",
             limit->bytes / MIB, limit->file, sum / MIB, ceiling->heap / MIB, queues->bytes / MIB);
}

void ceiling_log(struct guest *guest, const struct cgroup_place *place) {
  struct ceiling ceiling;
  if (!jvm_ceiling(&ceiling)) {
    return;
  }
  const struct queues queues = measure_queues(guest->ring);
  int64_t threads = CEILING_VM_THREADS + (int64_t)CEILING_SERVICE_THREADS * queues.services;
  int64_t sum = ceiling_sum(&ceiling, threads) + queues.bytes;
  tell(&guest->log, &ceiling, &queues, threads, sum);
  struct cgroup_limit limit;
  if (cgroup_memory_limit(&limit, place) && limit.bytes < sum) {
    warn(&guest->log, &ceiling, &queues, sum, &limit);
  }
}
