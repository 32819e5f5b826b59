#include "jvm/boot.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"
#include "jvm/console.h"
#include "jvm/creation.h"
#include "jvm/java_host.h"

/* What the JVM's own launcher gives to its main thread. */
#define STACK_SIZE ((size_t)8 << 20)

/* A JVM that answers does so in far less, but for a collection of a large heap. */
#define MEASURE_TIMEOUT_NS (NANOSECONDS_PER_SECOND / 4)

/* ---- The start, which boot_start() waits for ---- */

static struct {
  const struct plan *plan;
  JavaVM *vm;
  struct log_sink *log;
  struct java_host host;
  abcistream_error result;
  sem_t over;               /* Posted once, also by the JVM's hooks, perhaps inside a handler. */
  atomic_bool ended_by_jvm; /* Then the thread is parked, and `result` not written. */
  atomic_bool has_created;
} start;

/* ---- The streams that are opened, one after the other ---- */

struct open_call {
  const abcistream_host_api *api;
  abcistream_host_stream *stream;
  abcistream_error result;
  bool is_done;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
/* Stands on its caller's stack, who leaves when the JVM is gone: then nobody may touch it. */
static struct open_call *current;
static void (*on_gone)(void);
static atomic_bool is_gone;

/* The heap, measured for those who ask; under the same lock. */
static struct {
  bool is_offered;
  uint64_t asked;    /* How many have asked, */
  uint64_t answered; /* and how many of them `heap` is new enough for. */
  bool is_known;
  struct heap heap;
  pthread_cond_t done;
} measure;

bool boot_jvm_is_gone(void) { return atomic_load(&is_gone); }

bool boot_has_created(void) { return atomic_load(&start.has_created); }

void boot_on_gone(void (*callback)(void)) {
  pthread_mutex_lock(&mutex);
  on_gone = callback;
  bool too_late = atomic_load(&is_gone);
  pthread_mutex_unlock(&mutex);
  if (too_late) {
    callback();
  }
}

static void announce_gone(int exit_code) {
  log_printf(start.log, ABCISTREAM_LOG_ERROR,
             "the JVM has ended with exit code %d; no block is streamed any more until the node is "
             "started again",
             exit_code);
  pthread_mutex_lock(&mutex);
  atomic_store(&is_gone, true);
  void (*callback)(void) = on_gone;
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&mutex);
  if (callback != NULL) {
    callback();
  }
}

static void announce_ended_start(void) {
  atomic_store(&start.ended_by_jvm, true);
  sem_post(&start.over);
}

/* ---- The thread ---- */

static abcistream_status attach(JNIEnv **env) {
  char name[] = "abcistream-jvm";
  JavaVMAttachArgs args = {.version = JNI_VERSION_10, .name = name};
  void *attached = NULL;
  if ((*start.vm)->AttachCurrentThreadAsDaemon(start.vm, &attached, &args) != JNI_OK) {
    return error_set(&start.result, ABCISTREAM_JVM_START,
                     "the JVM that the process already runs lets no thread be attached; it may be "
                     "ending");
  }
  *env = attached;
  return ABCISTREAM_OK;
}

/* For this thread, and all of the JVM's, which inherit it: a thread that is woken lets the one that
 * has woken it go on, which is the node's. No privilege is needed; where it is refused, a commit
 * only takes longer. A service that commits wait for does not keep it: see guest.c. */
static void be_patient(void) {
  const struct sched_param none = {0};
  pthread_setschedparam(pthread_self(), SCHED_BATCH, &none);
}

static abcistream_status create(JNIEnv **env) {
  static const struct vm_hooks_listener listener = {.start_ended = announce_ended_start,
                                                    .gone = announce_gone};
  struct creation_library library;
  abcistream_status status = creation_load(&library, start.plan, &start.result);
  if (status != ABCISTREAM_OK) {
    return status;
  }
  /* A JVM whose library was loaded for somebody alone shows only now. */
  start.vm = creation_find_vm(library.handle);
  if (start.vm != NULL) {
    return attach(env);
  }
  atomic_store(&start.has_created, true);
  be_patient();
  status = creation_run(env, &library, start.plan, start.log, &listener, &start.result);
  if (status == ABCISTREAM_OK) {
    (**env)->GetJavaVM(*env, &start.vm);
  }
  return status;
}

/* The mutex is held, but not while Java runs. */
static void answer_open(JNIEnv *env) {
  struct open_call *call = current;
  pthread_mutex_unlock(&mutex);
  abcistream_error result = {.status = ABCISTREAM_OK};
  java_host_open(&start.host, env, call->api, call->stream, &result);
  pthread_mutex_lock(&mutex);
  if (!atomic_load(&is_gone)) {
    call->result = result;
    call->is_done = true;
  }
  current = NULL;
  pthread_cond_broadcast(&changed);
}

/* The same. */
static void answer_measure(JNIEnv *env) {
  uint64_t asked = measure.asked;
  struct heap heap = {0};
  pthread_mutex_unlock(&mutex);
  bool is_known = java_host_measure(&heap, &start.host, env);
  pthread_mutex_lock(&mutex);
  measure.heap = heap;
  measure.is_known = is_known;
  measure.answered = asked;
  pthread_cond_broadcast(&measure.done);
}

/* Before the start is over, so that whoever has waited for it may ask. */
static void offer_measure(void) {
  pthread_mutex_lock(&mutex);
  clock_condition_init(&measure.done);
  measure.is_offered = true;
  pthread_mutex_unlock(&mutex);
}

static void serve(JNIEnv *env) {
  pthread_mutex_lock(&mutex);
  for (;;) {
    if (current != NULL) {
      answer_open(env);
    } else if (measure.answered < measure.asked) {
      answer_measure(env);
    } else {
      pthread_cond_wait(&changed, &mutex);
    }
  }
}

static void *boot_main(void *unused) {
  pthread_setname_np(pthread_self(), "abcistream-jvm");
  JNIEnv *env = NULL;
  abcistream_status status = start.vm != NULL ? attach(&env) : create(&env);
  if (status == ABCISTREAM_OK) {
    status = java_host_find(&start.host, env, &start.result);
  }
  if (boot_has_created() && env != NULL) {
    vm_hooks_start_is_over();
    console_write_to(start.log);
  }
  if (status == ABCISTREAM_OK) {
    offer_measure();
  }
  sem_post(&start.over);
  if (status == ABCISTREAM_OK) {
    serve(env);
  }
  if (env != NULL) {
    (*start.vm)->DetachCurrentThread(start.vm);
  }
  return unused;
}

/* ---- The callers' side ---- */

/* The thread, and the JVM's after it, inherit the caller's signal mask. Java's child processes
 * inherit it from them, so nothing more may be blocked; and a node that takes its signals by
 * sigwait() has them blocked everywhere, so nothing less. */
static abcistream_status launch_thread(abcistream_error *error) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, STACK_SIZE);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_t thread;
  int result = pthread_create(&thread, &attributes, boot_main, NULL);
  pthread_attr_destroy(&attributes);
  if (result != 0) {
    return error_set(error, ABCISTREAM_JVM_START,
                     "no thread could be started for the JVM (%s): raise the process's limits",
                     strerror(result));
  }
  return ABCISTREAM_OK;
}

/* Its options come after ours, so that one which gives the JVM the handlers back would win. Others
 * may read the environment meanwhile, so it is only touched where the variable is set. */
static char *hide_java_options(struct log_sink *log) {
  const char *value = getenv("_JAVA_OPTIONS");
  if (value == NULL) {
    return NULL;
  }
  log_printf(log, ABCISTREAM_LOG_WARN,
             "the environment variable _JAVA_OPTIONS is not honoured; use ABCISTREAM_JVM_OPTIONS");
  char *hidden = strdup(value);
  unsetenv("_JAVA_OPTIONS");
  return hidden;
}

static void show_java_options(char *hidden) {
  if (hidden != NULL) {
    setenv("_JAVA_OPTIONS", hidden, 1);
    free(hidden);
  }
}

abcistream_status boot_start(const struct plan *plan, JavaVM *vm, struct log_sink *log,
                             abcistream_error *error) {
  start.plan = plan;
  start.vm = vm;
  start.log = log;
  error_clear(&start.result);
  sem_init(&start.over, 0, 0);
  char *hidden = hide_java_options(log);
  abcistream_status status = launch_thread(error);
  if (status == ABCISTREAM_OK) {
    while (sem_wait(&start.over) != 0 && errno == EINTR) {
    }
    status = atomic_load(&start.ended_by_jvm)
                 ? creation_failed(plan, error)
                 : error_set(error, start.result.status, "%s", start.result.message);
  }
  show_java_options(hidden);
  return status;
}

abcistream_status boot_open(const abcistream_host_api *api, abcistream_host_stream *stream,
                            abcistream_error *error) {
  struct open_call call = {.api = api, .stream = stream};
  pthread_mutex_lock(&mutex);
  while (current != NULL && !atomic_load(&is_gone)) {
    pthread_cond_wait(&changed, &mutex);
  }
  if (!atomic_load(&is_gone)) {
    current = &call;
    pthread_cond_broadcast(&changed);
  }
  while (!call.is_done && !atomic_load(&is_gone)) {
    pthread_cond_wait(&changed, &mutex);
  }
  pthread_mutex_unlock(&mutex);
  if (!call.is_done) {
    return error_set(error, ABCISTREAM_JVM_GONE,
                     "the JVM has ended while the stream was being opened; see the node's log");
  }
  return error_set(error, call.result.status, "%s", call.result.message);
}

bool boot_measure_heap(struct heap *heap) {
  int64_t deadline = clock_deadline(MEASURE_TIMEOUT_NS);
  pthread_mutex_lock(&mutex);
  bool is_on = measure.is_offered && !atomic_load(&is_gone);
  uint64_t ticket = is_on ? ++measure.asked : 0;
  pthread_cond_broadcast(&changed);
  while (is_on && measure.answered < ticket && clock_wait(&measure.done, &mutex, deadline)) {
  }
  bool measured = is_on && measure.answered >= ticket && measure.is_known;
  *heap = measure.heap;
  pthread_mutex_unlock(&mutex);
  return measured;
}
