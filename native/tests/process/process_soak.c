/*
 * A node for a long time, with everything at once: faults and signals of its own, Java's null
 * checks and collections, services that fail, exit, run out of memory, hang and are late. Healthy
 * services get every block once and in order, and memory is bounded.
 */
#include <sys/time.h>
#include <unistd.h>

#include "tests/process/process_files.h"
#include "tests/process/process_scenario.h"
#include "tests/process/process_trouble.h"

#define MEBIBYTE ((size_t)1 << 20)
#define SLACK (8 * MEBIBYTE)

enum { BLOCKS = 10000, PROFILER_HZ = 100 };

/* The healthy ones first; then one for each way to be ill. */
static const char services[] =
    STREAMERS("'file', 'recorder', 'audit', 'failing', 'stressed', 'slow', 'stuck', 'detached'")
    FILES("stop-node-on-error = true\ntimeout = '60s'")
    "[streamers.recorder]\nkeys = ['*']\nprogress = true\ntimeout = '60s'\n"
    "[streamers.audit]\ntype = 'recorder'\nkeys = ['*']\ndelivery = 'async'\ntimeout = '60s'\n"
    "[streamers.failing]\ntype = 'faulty'\nkeys = ['*']\nstop-node-on-error = false\n"
    "timeout = '60s'\nfaults = ['/7:throw', '/53:stack-overflow', '/101:exit', '/103:halt', "
    "'/997:oom']\n"
    "[streamers.stressed]\ntype = 'faulty'\nkeys = ['*']\ntimeout = '60s'\n"
    "faults = ['/3:null', '/40:gc', '/211:retryable=1']\n"
    "[streamers.slow]\ntype = 'faulty'\nkeys = ['*']\nstop-node-on-error = false\n"
    "timeout = '20ms'\nqueue-blocks = 65536\nfaults = ['/1000:slow=100']\n"
    "[streamers.stuck]\ntype = 'faulty'\nkeys = ['*']\nstop-node-on-error = false\n"
    "timeout = '100ms'\nfaults = ['100:hang']\n"
    "[streamers.detached]\ntype = 'faulty'\nkeys = ['*']\nstop-node-on-error = false\n"
    "on-error = 'detach'\nfaults = ['500:throw']\n"
    "[abcistream]\nclose-timeout = '5s'\n";

/* As pprof does it; the handler is one of those that count. */
static void start_profiler(void) {
  const struct timeval period = {.tv_usec = 1000000 / PROFILER_HZ};
  const struct itimerval profiler = {.it_interval = period, .it_value = period};
  CHECK_INT(0, setitimer(ITIMER_PROF, &profiler, NULL));
}

static size_t resident(void) {
  size_t pages[2];
  FILE *file = fopen("/proc/self/statm", "re");
  CHECK(file != NULL);
  CHECK_INT(2, fscanf(file, "%zu %zu", &pages[0], &pages[1]));
  fclose(file);
  return pages[1] * (size_t)sysconf(_SC_PAGESIZE);
}

static int64_t blocks;

static void soak(void) {
  trouble_start();
  start_profiler();
  CHECK(node_open());
  size_t settled = 0;
  for (int64_t height = 1; height <= blocks; height++) {
    abcistream_error error = {.status = ABCISTREAM_OK};
    trouble_make();
    node_commit_quietly(height, &error);
    CHECK_STR("", error.message);
    files_consume(node_home, height);
    settled = height == blocks / 5 ? resident() : settled;
  }
  size_t end = resident();
  node_say("resident: %zu MiB after %" PRId64 " blocks, %zu MiB after %" PRId64, settled / MEBIBYTE,
           blocks / 5, end / MEBIBYTE, blocks);
  CHECK(end <= settled + SLACK);
  CHECK(trouble_end() > TROUBLE_SIGNALS * blocks);
  CHECK(node_say_latency("soak", 60000 * NODE_MILLISECOND));
  node_say_state("slow");
  node_say_state("stuck");
  node_say_state("detached");
  node_close();
}

static void everything_at_once(void) {
  node_settings = (struct node_settings){
      .config = services,
      /* The JVM's compiler keeps memory that it has once taken. In the foreground it takes it after
       * the same number of blocks in every run, before anything is measured. */
      .jvm_options = {"-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:-BackgroundCompilation"}};
  blocks = scenario_number(BLOCKS);
  char *seen = NULL;
  CHECK(asprintf(&seen,
                 "open: OK\n"
                 "soak: 0 commits took the timeout\n"
                 "slow is *, \"holes\":0\n"
                 "stuck is late, \"holes\":*\n"
                 "detached is detached, \"holes\":0\n"
                 "close: TIMEOUT: services have not finished within abcistream.close-timeout (5000 "
                 "ms): stuck (blocks not finished: 64); what they have not finished is missing "
                 "there\n"
                 "exit 0\n"
                 "audit.heights: 1-%" PRId64 "\n"
                 "detached.heights: 1-499\n"
                 "failing.heights: 1-6 8-13 *\n"
                 "recorder.heights: 1-%" PRId64 "\n"
                 "slow.heights: 1-%" PRId64 "\n"
                 "streamed:\n"
                 "stressed.heights: 1-%" PRId64 "\n"
                 "stuck.heights: 1-99\n",
                 blocks, blocks, blocks, blocks) > 0);
  scenario_expect(soak, seen);
  free(seen);
}

int main(int argc, char **argv) {
  static const struct scenario scenarios[] = {
      SCENARIO(everything_at_once),
  };
  return scenario_main(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
