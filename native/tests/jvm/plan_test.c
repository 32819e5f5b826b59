/* Where the pieces of a plan come from, and how two plans are told apart. */
#include "jvm/plan.h"

#include <unistd.h>

#include "tests/check.h"
#include "tests/temp_folder.h"

static const struct jvm_settings no_settings = {.option_count = -1};

static char *folder;
static char *java_home; /* Looks like a JDK. */

static char *path_of(const char *name) { return temp_folder_path(folder, name); }

/* A folder of jars with abcistream's host. */
static char *make_jars(const char *name) {
  char *jar = temp_folder_path(name, "abcistream-host.jar");
  temp_folder_write(folder, jar, "");
  free(jar);
  return path_of(name);
}

static void make_plan(struct plan *plan, const struct jvm_request *request) {
  abcistream_error error = {.status = ABCISTREAM_OK};
  abcistream_status status = plan_make(plan, request, &error);
  CHECK_STR("", error.message);
  CHECK_INT(ABCISTREAM_OK, status);
}

static void expect_class_path(const struct jvm_request *request, const char *jars) {
  struct plan plan;
  make_plan(&plan, request);
  CHECK_INT(1, plan.class_path.count);
  char *jar = temp_folder_path(jars, "abcistream-host.jar");
  CHECK_STR(jar, plan.class_path.items[0]);
  free(jar);
  plan_free(&plan);
}

static void the_class_path_is_that_of_the_first_who_gives_one(void) {
  char *of_node = make_jars("node");
  char *of_override = make_jars("override");
  char *of_config = make_jars("config");
  char *standard = make_jars("installation/share/abcistream");
  char *install_dir = path_of("installation");
  const struct jvm_settings settings = {.class_path = of_config, .option_count = -1};
  struct jvm_request request = {.home = folder,
                                .install_dir = install_dir,
                                .java_home = java_home,
                                .class_path = of_node,
                                .env_prefix = "SIMD",
                                .settings = &settings};
  setenv("SIMD_ABCISTREAM_JVM_CLASS_PATH", of_override, 1);
  expect_class_path(&request, of_node);
  request.class_path = NULL;
  expect_class_path(&request, of_override);
  unsetenv("SIMD_ABCISTREAM_JVM_CLASS_PATH");
  expect_class_path(&request, of_config);
  request.settings = &no_settings;
  expect_class_path(&request, standard);
  free(of_node);
  free(of_override);
  free(of_config);
  free(standard);
  free(install_dir);
}

static void a_relative_home_is_made_absolute(void) {
  char *jars = make_jars("jars");
  CHECK_INT(0, chdir(folder));
  struct jvm_request request = {
      .home = ".", .java_home = java_home, .class_path = jars, .settings = &no_settings};
  struct plan plan;
  make_plan(&plan, &request);
  CHECK_STR(folder, plan.home);
  plan_free(&plan);
  request.home = "/not/made/yet";
  make_plan(&plan, &request);
  CHECK_STR("/not/made/yet", plan.home);
  plan_free(&plan);
  CHECK_INT(0, chdir("/"));
  free(jars);
}

static void expect_difference(const struct plan *wanted, const char *message) {
  char jar[] = "/a.jar";
  char *jars[] = {jar};
  char option[] = "-Xint";
  char *options[] = {option};
  char home[] = "/jdk";
  char install_dir[] = "/opt/abcistream";
  const struct plan running = {.java.home = home,
                               .class_path = {.items = jars, .count = 1},
                               .options.texts = {.items = options, .count = 1},
                               .install_dir = install_dir};
  struct plan other = running;
  other.java.home = wanted->java.home != NULL ? wanted->java.home : running.java.home;
  other.class_path = wanted->class_path.count > 0 ? wanted->class_path : running.class_path;
  other.options = wanted->options.texts.count > 0 ? wanted->options : running.options;
  other.install_dir = wanted->install_dir != NULL ? wanted->install_dir : running.install_dir;
  other.home = wanted->home;
  abcistream_error error = {.status = ABCISTREAM_OK};
  CHECK_INT(message[0] == '\0' ? ABCISTREAM_OK : ABCISTREAM_JVM_OPTIONS,
            plan_compare(&running, &other, &error));
  CHECK_STR(message, error.message);
}

static void the_first_difference_is_named(void) {
  char other[] = "/other";
  char *others[] = {other};
  expect_difference(&(struct plan){.home = other}, "");
  expect_difference(
      &(struct plan){.java.home = other},
      "the process already runs a JVM whose JDK is /jdk; this stream asks for /other: "
      "give every stream of a process the same");
  expect_difference(
      &(struct plan){.class_path = {.items = others, .count = 1}},
      "the process already runs a JVM whose class path entry 1 is /a.jar; this stream "
      "asks for /other: give every stream of a process the same");
  expect_difference(&(struct plan){.options.texts = {.items = others, .count = 1}},
                    "the process already runs a JVM whose JVM option 1 is -Xint; this stream asks "
                    "for /other: give every stream of a process the same");
  expect_difference(&(struct plan){.install_dir = other},
                    "the process already runs a JVM whose installation folder is /opt/abcistream; "
                    "this stream asks for /other: give every stream of a process the same");
}

int main(void) {
  unsetenv("ABCISTREAM_HOME");
  folder = temp_folder_create();
  temp_folder_write(folder, "jdk/lib/server/libjvm.so", "");
  java_home = path_of("jdk");
  the_class_path_is_that_of_the_first_who_gives_one();
  a_relative_home_is_made_absolute();
  the_first_difference_is_named();
  free(java_home);
  temp_folder_remove(folder);
  return 0;
}
