#include "jvm/options.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jvm/class_archive.h"
#include "jvm/given.h"
#include "jvm/jvm.h"
#include "jvm/plan.h"

#define BLANKS " \t\r\n"
#define LIBRARY "abcistream, by default"
#define SAFETY "abcistream, for the node's safety"

/* From this Java on, code that loads a native library must be allowed to, or is warned about. */
#define JAVA_WITH_NATIVE_ACCESS 22

/* ---- Options and their givers ---- */

/* Gives every option that has none yet the same giver. */
static void give(struct options *options, const char *giver) {
  while (options->givers.count < options->texts.count && !options->givers.failed) {
    string_list_add(&options->givers, giver);
  }
}

static void add_all(struct options *options, const char *const *texts, size_t count,
                    const char *giver) {
  for (size_t i = 0; i < count; i++) {
    string_list_add(&options->texts, texts[i]);
  }
  give(options, giver);
}

static void add_split(struct options *options, const struct given *given) {
  string_list_split(&options->texts, given->value, BLANKS);
  give(options, given->source);
}

void options_append(struct options *options, const struct options *others) {
  for (size_t i = 0; i < others->givers.count; i++) {
    add_all(options, (const char *const *)&others->texts.items[i], 1, others->givers.items[i]);
  }
}

bool options_failed(const struct options *options) {
  return options->texts.failed || options->givers.failed;
}

void options_free(struct options *options) {
  string_list_free(&options->texts);
  string_list_free(&options->givers);
}

/* ---- The users' ---- */

void options_collect(struct options *options, const struct jvm_request *request) {
  struct given given;
  add_all(options, request->options, request->option_count, "options.jvm_options");
  for (long i = 0; i < request->settings->option_count; i++) {
    string_list_add(&options->texts, request->settings->options[i]);
  }
  give(options, "the config's abcistream.jvm.options");
  if (given_by_override(&given, request->env_prefix, "ABCISTREAM_JVM_OPTIONS")) {
    add_split(options, &given);
  }
  if (given_by_environment(&given, "ABCISTREAM_JVM_OPTIONS")) {
    add_split(options, &given);
  }
}

void options_of_java_tools(struct options *options) {
  struct given given;
  if (given_by_environment(&given, "JAVA_TOOL_OPTIONS")) {
    add_split(options, &given);
  }
}

/* ---- Defaults that give way ---- */

static bool starts_with(const char *text, const char *prefix) {
  return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* Two collectors are an error to the JVM, so the default must go when the user names one. */
static bool chooses_collector(const char *option) {
  size_t size = strlen(option);
  return starts_with(option, "-XX:+Use") && strcmp(option + size - 2, "GC") == 0;
}

/* An -Xmx would silence MaxRAM and MaxRAMPercentage. */
static bool chooses_heap(const char *option) {
  return starts_with(option, "-Xmx") || starts_with(option, "-XX:MaxHeapSize=") ||
         starts_with(option, "-XX:MaxRAM");
}

static bool chooses_metaspace(const char *option) {
  return starts_with(option, "-XX:MaxMetaspaceSize=");
}

static bool chooses_code_cache(const char *option) {
  return starts_with(option, "-XX:ReservedCodeCacheSize=");
}

static bool chooses_direct_memory(const char *option) {
  return starts_with(option, "-XX:MaxDirectMemorySize=");
}

static bool any(const struct string_list *options, bool (*chooses)(const char *)) {
  for (size_t i = 0; i < options->count; i++) {
    if (chooses(options->items[i])) {
      return true;
    }
  }
  return false;
}

/* What is wrong with an archive costs time and nothing else, so the node's log need not tell it.
 * That holds because the JVM verifies what it maps: by itself it would crash on a damaged one. */
static void add_class_archive(struct options *options, const struct plan *plan) {
  struct options of_tools = {0};
  options_of_java_tools(&of_tools);
  bool is_chosen = any(&plan->options.texts, class_archive_is_chosen_by) ||
                   any(&of_tools.texts, class_archive_is_chosen_by);
  options_free(&of_tools);
  char *path = is_chosen ? NULL : class_archive_path(plan);
  if (path != NULL && access(path, R_OK) == 0) {
    string_list_add(&options->texts, "-Xshare:auto");
    string_list_add(&options->texts, CLASS_ARCHIVE_VERIFIED);
    string_list_add(&options->texts, "-Xlog:cds*=off");
    string_list_printf(&options->texts, "-XX:SharedArchiveFile=%s", path);
  }
  free(path);
}

/* A node must know how much the JVM may take at most, so nothing is left without a bound. What
 * JAVA_TOOL_OPTIONS says the JVM reads before ours, but it counts as said. */
static void add_sizes(struct options *options, const struct string_list *users) {
  static const struct {
    const char *text;
    bool (*chooses)(const char *);
  } sizes[] = {
      {"-Xmx256m", chooses_heap},
      {"-XX:MaxMetaspaceSize=128m", chooses_metaspace},
      {"-XX:ReservedCodeCacheSize=64m", chooses_code_cache},
      {"-XX:MaxDirectMemorySize=64m", chooses_direct_memory},
      {"-XX:+UseSerialGC", chooses_collector},
  };
  struct options of_tools = {0};
  options_of_java_tools(&of_tools);
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    if (!any(users, sizes[i].chooses) && !any(&of_tools.texts, sizes[i].chooses)) {
      string_list_add(&options->texts, sizes[i].text);
    }
  }
  options->texts.failed |= options_failed(&of_tools);
  options_free(&of_tools);
}

/* ---- The list ---- */

/* In the name of this file the JVM gives a meaning to the percent sign. */
static void add_error_file(struct string_list *options, const char *home) {
  static const char key[] = "-XX:ErrorFile=";
  static const char name[] = "/hs_err_pid%p.log";
  char *option = malloc(sizeof key + 2 * strlen(home) + sizeof name);
  if (option != NULL) {
    char *end = stpcpy(option, key);
    for (const char *at = home; *at != '\0'; at++) {
      *end++ = *at;
      if (*at == '%') {
        *end++ = '%';
      }
    }
    memcpy(end, name, sizeof name);
  }
  string_list_take(options, option);
}

static void add_defaults(struct options *options, const struct plan *plan) {
  static const char *const fixed[] = {
      "-XX:-UsePerfData", /* Its mapped file stalls safepoints, and lies in a temp folder. */
      /* The JVM warns of what exit_guard.h does. Not among the last: an -Xlog also sets how the
       * lines look that an -Xlog of the user's has asked for before. */
      "-Xlog:jni+resolve=off",
      /* What Java prints goes to the node's log: a node may use its standard output itself. */
      "-Dabcistream.console=log",
      /* JavaCPP would otherwise hold the memory of the whole node against the heap's limit, ... */
      "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0", "-Dorg.bytedeco.javacpp.maxBytes=0",
      /* ... and unpack its glue into a cache in the home directory. */
      "-Dorg.bytedeco.javacpp.cacheLibraries=false", "-Dorg.bytedeco.javacpp.findLibraries=false",
      /* A thread keeps the copies of heap buffers that it writes, each as large as its largest. */
      "-Djdk.nio.maxCachedBufferSize=262144"};
  add_sizes(options, &plan->options.texts);
  add_all(options, fixed, sizeof fixed / sizeof *fixed, LIBRARY);
  add_class_archive(options, plan);
  add_error_file(&options->texts, plan->home);
  if (plan->install_dir != NULL) {
    string_list_printf(&options->texts, "-Djava.library.path=%s/lib/abcistream", plan->install_dir);
  }
  if (plan->java.version >= JAVA_WITH_NATIVE_ACCESS) {
    string_list_add(&options->texts, "--enable-native-access=ALL-UNNAMED");
  }
  char *class_path = string_list_join(&plan->class_path, ':');
  string_list_printf(&options->texts, "-Djava.class.path=%s", class_path == NULL ? "" : class_path);
  options->texts.failed |= class_path == NULL;
  free(class_path);
  give(options, LIBRARY);
}

void options_complete(struct options *options, const struct plan *plan, bool has_dispatcher) {
  static const char *const safety[] = {
      "-Xrs", /* HUP, INT, TERM and QUIT are the node's. */
      /* Running out of memory is a service's failure, not the end of the node. */
      "-XX:-ExitOnOutOfMemoryError", "-XX:-CrashOnOutOfMemoryError"};
  add_defaults(options, plan);
  options_append(options, &plan->options);
  add_all(options, safety, sizeof safety / sizeof *safety, SAFETY);
  if (has_dispatcher) {
    add_all(options, (const char *const[]){"-XX:+AllowUserSignalHandlers"}, 1, SAFETY);
  }
}
