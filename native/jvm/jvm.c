#include "jvm/jvm.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/error.h"
#include "jvm/boot.h"
#include "jvm/creation.h"
#include "jvm/plan.h"
#include "jvm/signals.h"

/* The lock is held for the whole of a start: streams that are opened meanwhile wait for it. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static enum { JVM_NONE, JVM_CREATED, JVM_JOINED, JVM_FAILED } state;
static struct plan running; /* Of JVM_CREATED and JVM_FAILED; a thread of the JVM may read it. */
static abcistream_error failure; /* Of JVM_FAILED. */

/* The process that has the JVM, read before any lock: in a child a lock may be held for ever. */
static _Atomic pid_t owner;

static abcistream_status check_not_forked(abcistream_error *error) {
  pid_t process = atomic_load(&owner);
  if (process == 0 || process == getpid()) {
    return ABCISTREAM_OK;
  }
  return error_set(error, ABCISTREAM_FORKED,
                   "the JVM lives in process %d, of which this one (%d) is a fork: open the stream "
                   "in the process that uses it",
                   (int)process, (int)getpid());
}

/* Starts the boot thread; where that fails before a JVM was created, a later try may succeed. */
static abcistream_status boot(JavaVM *vm, struct log_sink *log, abcistream_error *error) {
  atomic_store(&owner, getpid());
  abcistream_status status = boot_start(&running, vm, log, error);
  if (status == ABCISTREAM_OK) {
    state = boot_has_created() ? JVM_CREATED : JVM_JOINED;
  } else if (boot_has_created()) {
    state = JVM_FAILED;
    failure = *error;
  } else {
    atomic_store(&owner, 0);
  }
  return status;
}

static abcistream_status start_first(const struct jvm_request *request, abcistream_error *error) {
  JavaVM *vm = creation_find_vm(RTLD_DEFAULT);
  if (vm == NULL) {
    abcistream_status status = plan_make(&running, request, error);
    if (status != ABCISTREAM_OK) {
      return status;
    }
  }
  abcistream_status status = boot(vm, request->log, error);
  if (state == JVM_CREATED) {
    log_printf(request->log, ABCISTREAM_LOG_INFO, "the JVM of %s runs", running.java.home);
  } else if (state == JVM_JOINED) {
    log_printf(request->log, ABCISTREAM_LOG_INFO, "the process's own JVM is joined as it is");
  }
  if (!boot_has_created()) {
    plan_free(&running);
  }
  return status;
}

static abcistream_status compare(const struct jvm_request *request, abcistream_error *error) {
  struct plan wanted;
  abcistream_status status = plan_make(&wanted, request, error);
  if (status == ABCISTREAM_OK) {
    status = plan_compare(&running, &wanted, error);
    plan_free(&wanted);
  }
  return status;
}

static abcistream_status start_or_compare(const struct jvm_request *request,
                                          abcistream_error *error) {
  if (boot_jvm_is_gone()) {
    return error_set(error, ABCISTREAM_JVM_GONE,
                     "the JVM of this process has ended and cannot be started a second time: start "
                     "the node again");
  }
  switch (state) {
    case JVM_NONE:
      return start_first(request, error);
    case JVM_CREATED:
      return compare(request, error);
    case JVM_FAILED:
      return error_set(error, failure.status, "%s", failure.message);
    case JVM_JOINED:
      break;
  }
  return ABCISTREAM_OK;
}

abcistream_status jvm_start(const struct jvm_request *request, abcistream_error *error) {
  abcistream_status status = check_not_forked(error);
  if (status != ABCISTREAM_OK) {
    return status;
  }
  abcistream_error reason = {.status = ABCISTREAM_OK};
  pthread_mutex_lock(&mutex);
  status = start_or_compare(request, &reason);
  pthread_mutex_unlock(&mutex);
  return status == ABCISTREAM_OK ? status : error_set(error, status, "%s", reason.message);
}

abcistream_status jvm_open_stream(const abcistream_host_api *api, abcistream_host_stream *stream,
                                  abcistream_error *error) {
  abcistream_status status = check_not_forked(error);
  return status == ABCISTREAM_OK ? boot_open(api, stream, error) : status;
}

static void describe_list(struct json *json, const char *key, const struct string_list *list) {
  json_open(json, key, '[');
  for (size_t i = 0; i < list->count; i++) {
    json_string(json, NULL, list->items[i]);
  }
  json_close(json, ']');
}

/* All that the JVM sees: it reads JAVA_TOOL_OPTIONS before what it is given. */
static void options_in_force(struct options *options) {
  options_of_java_tools(options);
  options_append(options, creation_options());
}

static void describe_options_in_force(struct json *json) {
  struct options options = {0};
  options_in_force(&options);
  json_open(json, "options", '[');
  for (size_t i = 0; i < options.givers.count; i++) {
    json_open(json, NULL, '{');
    json_string(json, "option", options.texts.items[i]);
    json_string(json, "from", options.givers.items[i]);
    json_close(json, '}');
  }
  json_close(json, ']');
  options_free(&options);
}

static void describe_created(struct json *json) {
  json_string(json, "home", running.java.home);
  json_number(json, "java_version", running.java.version);
  json_string(json, "full_version", running.java.full_version);
  json_string(json, "vendor", running.java.vendor);
  json_string(json, "install_dir", running.install_dir);
  describe_list(json, "class_path", &running.class_path);
  describe_list(json, "user_options", &running.options.texts);
  describe_options_in_force(json);
}

/* A start in progress holds the lock for long, and a description shall not wait for it. */
void jvm_describe(struct json *json) {
  static const char *const states[] = {[JVM_NONE] = "none",
                                       [JVM_CREATED] = "running",
                                       [JVM_JOINED] = "joined",
                                       [JVM_FAILED] = "failed"};
  json_open(json, "jvm", '{');
  if (pthread_mutex_trylock(&mutex) != 0) {
    json_string(json, "state", "starting");
  } else {
    json_string(json, "state", boot_jvm_is_gone() ? "gone" : states[state]);
    if (state == JVM_CREATED) {
      describe_created(json);
    }
    pthread_mutex_unlock(&mutex);
  }
  json_close(json, '}');
}

bool jvm_measure_heap(struct heap *heap) {
  return atomic_load(&owner) == getpid() && boot_measure_heap(heap);
}

static bool ceiling_in_force(struct ceiling *ceiling) {
  struct options options = {0};
  options_in_force(&options);
  bool known = !options_failed(&options);
  if (known) {
    *ceiling = ceiling_of(&options, ceiling_machine_memory());
  }
  options_free(&options);
  return known;
}

bool jvm_ceiling(struct ceiling *ceiling) {
  if (pthread_mutex_trylock(&mutex) != 0) {
    return false;
  }
  bool known = state == JVM_CREATED && ceiling_in_force(ceiling);
  pthread_mutex_unlock(&mutex);
  return known;
}

bool jvm_is_gone(void) { return boot_jvm_is_gone(); }

void jvm_on_gone(void (*callback)(void)) { boot_on_gone(callback); }

void jvm_mark_host_thread(void) { signals_mark_node_thread(); }
