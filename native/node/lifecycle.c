#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "jvm/jvm.h"
#include "node/ceiling_log.h"
#include "node/stream.h"

#define MILLISECOND INT64_C(1000000)

/* ---- What the caller gives ---- */

static abcistream_status check_stores(const abcistream_options *options, abcistream_error *error) {
  if (options->stores == NULL && options->store_count > 0) {
    return error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                     "options.stores is NULL and options.store_count is %zu; pass the names of the "
                     "node's stores",
                     options->store_count);
  }
  for (size_t i = 0; i < options->store_count; i++) {
    const char *name = options->stores[i];
    if (name == NULL || name[0] == '\0') {
      return error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                       "options.stores[%zu] is %s; every store has a name", i,
                       name == NULL ? "NULL" : "empty");
    }
    if (strlen(name) > BLOCK_STORE_NAME_MAX) {
      return error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                       "options.stores[%zu] has a name of %zu bytes; %d are the most", i,
                       strlen(name), BLOCK_STORE_NAME_MAX);
    }
  }
  return ABCISTREAM_OK;
}

static abcistream_status check_options(abcistream *const *stream, const abcistream_options *options,
                                       abcistream_error *error) {
  if (stream == NULL || options == NULL) {
    return error_set(error, ABCISTREAM_INVALID_ARGUMENT, "abcistream_open: %s is NULL",
                     stream == NULL ? "the address for the stream" : "the options");
  }
  if (options->struct_size != sizeof *options) {
    return error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                     "options.struct_size is %zu and this library (version %s) expects %zu; set it "
                     "to sizeof(abcistream_options) and build with the library's own header",
                     options->struct_size, abcistream_version(), sizeof *options);
  }
  if (options->home == NULL || options->home[0] == '\0') {
    return error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                     "options.home is %s; pass the node's home folder",
                     options->home == NULL ? "NULL" : "empty");
  }
  if (options->config == NULL) {
    return error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                     "options.config is NULL; pass the text of app.toml, \"\" for no services");
  }
  if (options->node_height < 0) {
    return error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                     "options.node_height is %lld; pass the last committed height, 0 for none",
                     (long long)options->node_height);
  }
  return check_stores(options, error);
}

static const char *stream_name(const abcistream_options *options) {
  const char *names[] = {options->name, options->chain_id};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (names[i] != NULL && names[i][0] != '\0') {
      return names[i];
    }
  }
  return "abcistream";
}

/* ---- The stores: the caller's handles against the order of the names ---- */

struct named_store {
  const char *name;
  size_t handle;
};

static int compare_names(const void *left, const void *right) {
  return strcmp(((const struct named_store *)left)->name,
                ((const struct named_store *)right)->name);
}

/* NULL with a message when memory cannot be had or a name comes twice. */
static struct named_store *sort_stores(const abcistream_options *options, abcistream_error *error) {
  struct named_store *stores = calloc(options->store_count + 1, sizeof *stores);
  if (stores == NULL) {
    error_set(error, ABCISTREAM_NO_MEMORY, "no memory for the names of %zu stores",
              options->store_count);
    return NULL;
  }
  for (size_t i = 0; i < options->store_count; i++) {
    stores[i] = (struct named_store){.name = options->stores[i], .handle = i};
  }
  qsort(stores, options->store_count, sizeof *stores, compare_names);
  for (size_t i = 1; i < options->store_count; i++) {
    if (strcmp(stores[i - 1].name, stores[i].name) == 0) {
      error_set(error, ABCISTREAM_INVALID_ARGUMENT,
                "options.stores has the name \"%s\" twice; every store has a name of its own",
                stores[i].name);
      free(stores);
      return NULL;
    }
  }
  return stores;
}

static bool bind_stores(struct block *block, const struct named_store *stores,
                        const uint8_t *wanted) {
  for (size_t rank = 0; rank < block->store_count; rank++) {
    if (!block_bind_store(block, stores[rank].handle, rank, stores[rank].name, wanted[rank] != 0)) {
      return false;
    }
  }
  return true;
}

/* ---- Opening ---- */

/* What the guest shows to Java while the stream is being opened: borrowed from the caller, since
 * Java has copied all of it when `opened` is called. */
static void show_options(abcistream_host_stream *view, const abcistream_options *options,
                         const struct jvm_settings *settings, const char *const *stores) {
  view->home = options->home;
  view->chain_id = options->chain_id;
  view->config = options->config;
  view->config_name = options->config_name != NULL ? options->config_name : "app.toml";
  view->env_prefix = options->env_prefix;
  view->node_height = options->node_height;
  view->stores = stores;
  view->jvm_home = settings->home;
  view->jvm_class_path = settings->class_path;
  view->jvm_option_count = settings->option_count;
  view->jvm_options = (const char *const *)settings->options;
}

static abcistream_status start_jvm(const abcistream_options *options,
                                   const struct jvm_settings *settings, struct log_sink *log,
                                   abcistream_error *error) {
  const struct jvm_request request = {.home = options->home,
                                      .install_dir = options->install_dir,
                                      .java_home = options->java_home,
                                      .class_path = options->class_path,
                                      .options = options->jvm_options,
                                      .option_count = options->jvm_option_count,
                                      .env_prefix = options->env_prefix,
                                      .settings = settings,
                                      .log = log};
  return jvm_start(&request, error);
}

/* Has Java load the services; the guest's ring then has them. */
static abcistream_status load_services(struct guest *guest, const abcistream_options *options,
                                       const struct named_store *stores, abcistream_error *error) {
  struct jvm_settings settings = {0};
  const char **names = (const char **)calloc(options->store_count + 1, sizeof *names);
  abcistream_status status = ABCISTREAM_OK;
  if (names == NULL || !settings_read(&settings, options->config)) {
    status = error_set(error, ABCISTREAM_NO_MEMORY, "no memory for reading the config");
    goto done;
  }
  for (size_t i = 0; i < options->store_count; i++) {
    names[i] = stores[i].name;
  }
  show_options(&guest->view, options, &settings, names);
  status = start_jvm(options, &settings, &guest->log, error);
  if (status == ABCISTREAM_OK) {
    status = jvm_open_stream(&guest_api, &guest->view, error);
  }
  if (status == ABCISTREAM_OK) {
    status = guest_wait_opened(guest, error);
  }
done:
  settings_free(&settings);
  free((void *)names);
  return status;
}

static void discard(abcistream *stream) {
  block_destroy(&stream->block);
  free(stream);
}

static abcistream_status no_memory(abcistream_error *error) {
  return error_set(error, ABCISTREAM_NO_MEMORY, "no memory for a stream");
}

/* The stream without services. NULL when memory cannot be had. */
static abcistream *allocate(const abcistream_options *options) {
  abcistream *stream = calloc(1, sizeof *stream);
  if (stream == NULL || !block_init(&stream->block, options->store_count)) {
    goto failed;
  }
  stream->pid = getpid();
  stream->guest = guest_create(stream_name(options), options->store_count);
  if (stream->guest == NULL) {
    goto failed;
  }
  stream->guest->log.callback = options->log;
  stream->guest->log.user_data = options->log_user_data;
  return stream;
failed:
  if (stream != NULL) {
    discard(stream);
  }
  return NULL;
}

static abcistream_status open_with(abcistream **stream, const abcistream_options *options,
                                   const struct named_store *stores, abcistream_error *error) {
  abcistream *opened = allocate(options);
  if (opened == NULL) {
    return no_memory(error);
  }
  struct guest *guest = opened->guest;
  abcistream_status status = load_services(guest, options, stores, error);
  if (status != ABCISTREAM_OK) {
    /* Java does not touch a stream that failed to open, unless it has ended in the midst of it. */
    guest_retire(guest, status != ABCISTREAM_JVM_GONE);
    discard(opened);
    return status;
  }
  if (!bind_stores(&opened->block, stores, guest->wanted)) {
    abcistream_close(opened, NULL);
    return no_memory(error);
  }
  ceiling_log(guest, &cgroup_of_process);
  *stream = opened;
  return ABCISTREAM_OK;
}

abcistream_status abcistream_open(abcistream **stream, const abcistream_options *options,
                                  abcistream_error *error) {
  error_clear(error);
  abcistream_status status = check_options(stream, options, error);
  if (status != ABCISTREAM_OK) {
    return status;
  }
  *stream = NULL;
  jvm_mark_host_thread();
  /* The caller may pass NULL, but whoever sorts says why by this. */
  abcistream_error reason;
  error_clear(&reason);
  struct named_store *stores = sort_stores(options, &reason);
  if (stores == NULL) {
    return error_set(error, reason.status, "%s", reason.message);
  }
  status = open_with(stream, options, stores, error);
  free(stores);
  return status;
}

/* ---- Closing ---- */

abcistream_status abcistream_close(abcistream *stream, abcistream_error *error) {
  error_clear(error);
  if (stream == NULL) {
    return ABCISTREAM_OK;
  }
  if (stream->pid != getpid()) {
    return error_set(error, ABCISTREAM_FORKED,
                     "close: the stream was opened by process %d, the parent of this one (%d), "
                     "which closes it",
                     (int)stream->pid, (int)getpid());
  }
  jvm_mark_host_thread();
  struct guest *guest = stream->guest;
  char hanging[256];
  ring_close(guest->ring);
  bool drained =
      ring_drain(hanging, sizeof hanging, guest->ring, clock_deadline(guest->close_timeout_ns));
  abcistream_status status = ABCISTREAM_OK;
  if (!drained) {
    status =
        jvm_is_gone()
            ? error_set(error, ABCISTREAM_JVM_GONE,
                        "the JVM had ended before the services were closed: %s", hanging)
            : error_set(error, ABCISTREAM_TIMEOUT,
                        "services have not finished within abcistream.close-timeout (%lld ms): "
                        "%s; what they have not finished is missing there",
                        (long long)(guest->close_timeout_ns / MILLISECOND), hanging);
  } else {
    block_reclaim(&stream->block, guest->ring);
  }
  guest_retire(guest, drained);
  discard(stream);
  return status;
}
