#include "jvm/options.h"

#include <stdlib.h>
#include <string.h>

#include "jvm/given.h"
#include "jvm/plan.h"

#define BLANKS " \t\r\n"

/* From this Java on, code that loads a native library must be allowed to, or is warned about. */
#define JAVA_WITH_NATIVE_ACCESS 22

void options_collect(struct string_list *options, const struct jvm_request *request) {
  for (size_t i = 0; i < request->option_count; i++) {
    string_list_add(options, request->options[i]);
  }
  for (long i = 0; i < request->settings->option_count; i++) {
    string_list_add(options, request->settings->options[i]);
  }
  struct given given;
  if (given_by_override(&given, request->env_prefix, "ABCISTREAM_JVM_OPTIONS")) {
    string_list_split(options, given.value, BLANKS);
  }
  if (given_by_environment(&given, "ABCISTREAM_JVM_OPTIONS")) {
    string_list_split(options, given.value, BLANKS);
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

static bool any(const struct string_list *options, bool (*chooses)(const char *)) {
  for (size_t i = 0; i < options->count; i++) {
    if (chooses(options->items[i])) {
      return true;
    }
  }
  return false;
}

/* The JVM reads JAVA_TOOL_OPTIONS itself, before ours, but what it says counts as said. */
static void add_size_defaults(struct string_list *options, const struct string_list *users) {
  struct string_list tool_options = {0};
  struct given given;
  if (given_by_environment(&given, "JAVA_TOOL_OPTIONS")) {
    string_list_split(&tool_options, given.value, BLANKS);
  }
  if (!any(users, chooses_heap) && !any(&tool_options, chooses_heap)) {
    string_list_add(options, "-Xmx256m");
  }
  if (!any(users, chooses_collector) && !any(&tool_options, chooses_collector)) {
    string_list_add(options, "-XX:+UseSerialGC");
  }
  options->failed |= tool_options.failed;
  string_list_free(&tool_options);
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

static void add_all(struct string_list *options, const char *const *strings, size_t count) {
  for (size_t i = 0; i < count; i++) {
    string_list_add(options, strings[i]);
  }
}

static void add_defaults(struct string_list *options, const struct plan *plan) {
  static const char *const fixed[] = {
      "-XX:-UsePerfData", /* Its mapped file stalls safepoints, and lies in a temp folder. */
      /* The JVM warns of what exit_guard.h does. Not among the last: an -Xlog also sets how the
       * lines look that an -Xlog of the user's has asked for before. */
      "-Xlog:jni+resolve=off",
      /* JavaCPP would otherwise hold the memory of the whole node against the heap's limit, ... */
      "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0", "-Dorg.bytedeco.javacpp.maxBytes=0",
      /* ... and unpack its glue into a cache in the home directory. */
      "-Dorg.bytedeco.javacpp.cacheLibraries=false", "-Dorg.bytedeco.javacpp.findLibraries=false",
      /* A thread keeps the copies of heap buffers that it writes, each as large as its largest. */
      "-Djdk.nio.maxCachedBufferSize=262144"};
  add_size_defaults(options, &plan->options);
  add_all(options, fixed, sizeof fixed / sizeof *fixed);
  add_error_file(options, plan->home);
  if (plan->install_dir != NULL) {
    string_list_printf(options, "-Djava.library.path=%s/lib/abcistream", plan->install_dir);
  }
  if (plan->java.version >= JAVA_WITH_NATIVE_ACCESS) {
    string_list_add(options, "--enable-native-access=ALL-UNNAMED");
  }
  char *class_path = string_list_join(&plan->class_path, ':');
  string_list_printf(options, "-Djava.class.path=%s", class_path == NULL ? "" : class_path);
  options->failed |= class_path == NULL;
  free(class_path);
}

void options_complete(struct string_list *options, const struct plan *plan, bool has_dispatcher) {
  static const char *const safety[] = {
      "-Xrs", /* HUP, INT, TERM and QUIT are the node's. */
      /* Running out of memory is a service's failure, not the end of the node. */
      "-XX:-ExitOnOutOfMemoryError", "-XX:-CrashOnOutOfMemoryError"};
  add_defaults(options, plan);
  add_all(options, (const char *const *)plan->options.items, plan->options.count);
  add_all(options, safety, sizeof safety / sizeof *safety);
  if (has_dispatcher) {
    string_list_add(options, "-XX:+AllowUserSignalHandlers");
  }
}
