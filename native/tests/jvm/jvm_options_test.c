/* The order of the JVM's options, which decides who wins, and the defaults that give way. */
#include "jvm/options.h"

#include "jvm/plan.h"
#include "tests/check.h"

static char class_path_entry[] = "/lib/a.jar";
static char second_entry[] = "/lib/b.jar";
static char install_dir[] = "/opt/abcistream";
static char home[] = "/home/50%";
static char *class_path[] = {class_path_entry, second_entry};

static void clear_environment(void) {
  unsetenv("SIMD_ABCISTREAM_JVM_OPTIONS");
  unsetenv("ABCISTREAM_JVM_OPTIONS");
  unsetenv("JAVA_TOOL_OPTIONS");
}

/* The whole list for what the node says, with blanks between (owned: free()). */
static char *complete(const char *const *of_node, size_t count, int java, bool has_dispatcher) {
  char *of_config[] = {(char[]){"-Dfrom=config"}};
  const struct jvm_settings settings = {.options = of_config, .option_count = 1};
  const struct jvm_request request = {
      .options = of_node, .option_count = count, .env_prefix = "SIMD", .settings = &settings};
  struct plan plan = {.java.version = java,
                      .class_path = {.items = class_path, .count = 2},
                      .install_dir = install_dir,
                      .home = home};
  struct options options = {0};
  options_collect(&plan.options, &request);
  options_complete(&options, &plan, has_dispatcher);
  CHECK(!options_failed(&plan.options) && !options_failed(&options));
  CHECK_INT(options.texts.count, options.givers.count);
  char *joined = string_list_join(&options.texts, ' ');
  options_free(&plan.options);
  options_free(&options);
  return joined;
}

static void defaults_come_first_and_safety_last(void) {
  setenv("SIMD_ABCISTREAM_JVM_OPTIONS", " -Dfrom=override\t-Xint ", 1);
  setenv("ABCISTREAM_JVM_OPTIONS", "-Dfrom=environment", 1);
  const char *of_node[] = {"-Dfrom=node", "-Dhas=a blank"};
  char *options = complete(of_node, 2, 25, true);
  CHECK_STR(
      "-Xmx256m -XX:MaxMetaspaceSize=128m -XX:ReservedCodeCacheSize=64m "
      "-XX:MaxDirectMemorySize=64m -XX:+UseSerialGC -XX:-UsePerfData -Xlog:jni+resolve=off "
      "-Dabcistream.console=log "
      "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0 "
      "-Dorg.bytedeco.javacpp.maxBytes=0 -Dorg.bytedeco.javacpp.cacheLibraries=false "
      "-Dorg.bytedeco.javacpp.findLibraries=false -Djdk.nio.maxCachedBufferSize=262144 "
      "-XX:ErrorFile=/home/50%%/hs_err_pid%p.log "
      "-Djava.library.path=/opt/abcistream/lib/abcistream "
      "--enable-native-access=ALL-UNNAMED -Djava.class.path=/lib/a.jar:/lib/b.jar "
      "-Dfrom=node -Dhas=a blank -Dfrom=config -Dfrom=override -Xint -Dfrom=environment "
      "-Xrs -XX:-ExitOnOutOfMemoryError -XX:-CrashOnOutOfMemoryError "
      "-XX:+AllowUserSignalHandlers",
      options);
  free(options);
}

static void an_older_java_is_not_told_what_it_does_not_know(void) {
  char *options = complete(NULL, 0, 17, true);
  CHECK(strstr(options, "--enable-native-access") == NULL);
  free(options);
  options = complete(NULL, 0, 0, true);
  CHECK(strstr(options, "--enable-native-access") == NULL);
  free(options);
}

static void handlers_are_the_jvms_where_nobody_stands_before_them(void) {
  char *options = complete(NULL, 0, 17, false);
  CHECK_CONTAINS(options, " -Xrs ");
  CHECK(strstr(options, "AllowUserSignalHandlers") == NULL);
  free(options);
}

static void expect_default(const char *of_node, const char *expected, bool is_there) {
  char *options = complete(&of_node, 1, 17, true);
  CHECK((strstr(options, expected) != NULL) == is_there);
  free(options);
}

static void a_collector_of_the_users_replaces_the_default(void) {
  expect_default("-XX:+UseG1GC", "UseSerialGC", false);
  expect_default("-XX:+UseZGC", "UseSerialGC", false);
  expect_default("-XX:-UseG1GC", "UseSerialGC", true);
  expect_default("-XX:+UseStringDeduplication", "UseSerialGC", true);
}

static void a_heap_of_the_users_replaces_the_default(void) {
  expect_default("-Xmx1g", "-Xmx256m", false);
  expect_default("-XX:MaxHeapSize=1g", "-Xmx256m", false);
  expect_default("-XX:MaxRAMPercentage=20", "-Xmx256m", false);
  expect_default("-Xms64m", "-Xmx256m", true);
}

static void sizes_of_the_users_replace_the_defaults(void) {
  expect_default("-XX:MaxMetaspaceSize=1g", "MaxMetaspaceSize=128m", false);
  expect_default("-XX:ReservedCodeCacheSize=1g", "ReservedCodeCacheSize=64m", false);
  expect_default("-XX:MaxDirectMemorySize=1g", "MaxDirectMemorySize=64m", false);
}

static void each_option_is_kept_with_who_gave_it(void) {
  setenv("JAVA_TOOL_OPTIONS", "-Dfrom=tools", 1);
  setenv("SIMD_ABCISTREAM_JVM_OPTIONS", "-Dfrom=override", 1);
  setenv("ABCISTREAM_JVM_OPTIONS", "-Dfrom=environment", 1);
  const char *of_node[] = {"-Dfrom=node"};
  const struct jvm_settings settings = {.option_count = -1};
  const struct jvm_request request = {
      .options = of_node, .option_count = 1, .env_prefix = "SIMD", .settings = &settings};
  struct options options = {0};
  options_of_java_tools(&options);
  options_collect(&options, &request);
  static const char *const givers[] = {"the environment variable JAVA_TOOL_OPTIONS",
                                       "options.jvm_options",
                                       "the environment variable SIMD_ABCISTREAM_JVM_OPTIONS",
                                       "the environment variable ABCISTREAM_JVM_OPTIONS"};
  CHECK_INT(4, options.givers.count);
  for (size_t i = 0; i < 4; i++) {
    CHECK_STR(givers[i], options.givers.items[i]);
  }
  options_free(&options);
}

static void what_java_tool_options_says_counts_as_said(void) {
  setenv("JAVA_TOOL_OPTIONS", "-Xmx1g  -XX:+UseParallelGC", 1);
  expect_default("-Da=b", "-Xmx256m", false);
  expect_default("-Da=b", "UseSerialGC", false);
}

int main(void) {
  static void (*const tests[])(void) = {
      defaults_come_first_and_safety_last,
      an_older_java_is_not_told_what_it_does_not_know,
      handlers_are_the_jvms_where_nobody_stands_before_them,
      a_collector_of_the_users_replaces_the_default,
      a_heap_of_the_users_replaces_the_default,
      sizes_of_the_users_replace_the_defaults,
      each_option_is_kept_with_who_gave_it,
      what_java_tool_options_says_counts_as_said,
  };
  for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
    clear_environment();
    tests[i]();
  }
  return 0;
}
