#include "jvm/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "jvm/class_path.h"
#include "jvm/install_dir.h"

static abcistream_status no_memory(abcistream_error *error) {
  return error_set(error, ABCISTREAM_NO_MEMORY, "no memory for the options of the JVM");
}

static abcistream_status plan_class_path(struct plan *plan, const struct jvm_request *request,
                                         abcistream_error *error) {
  struct given given;
  if (given_directly(&given, request->class_path, "options.class_path") ||
      given_by_override(&given, request->env_prefix, "ABCISTREAM_JVM_CLASS_PATH") ||
      given_directly(&given, request->settings->class_path,
                     "the config's abcistream.jvm.class-path")) {
    return class_path_expand(&plan->class_path, &given, error);
  }
  if (plan->install_dir == NULL) {
    return error_set(
        error, ABCISTREAM_JVM_START,
        "no folder share/abcistream, where abcistream's jars lie, was found above the "
        "library or the program: set ABCISTREAM_HOME to the folder it is installed in");
  }
  char *standard = NULL;
  if (asprintf(&standard, "%s/share/abcistream", plan->install_dir) < 0) {
    return no_memory(error);
  }
  given_directly(&given, standard, "the installation's folder (ABCISTREAM_HOME sets another)");
  abcistream_status status = class_path_expand(&plan->class_path, &given, error);
  free(standard);
  return status;
}

abcistream_status plan_make(struct plan *plan, const struct jvm_request *request,
                            abcistream_error *error) {
  *plan = (struct plan){.install_dir = install_dir_find(request->install_dir)};
  const struct libjvm_search search = {.java_home = request->java_home,
                                       .env_prefix = request->env_prefix,
                                       .config_home = request->settings->home,
                                       .usual_folders = libjvm_usual_folders};
  abcistream_status status = libjvm_find(&plan->java, &search, error);
  if (status == ABCISTREAM_OK) {
    status = plan_class_path(plan, request, error);
  }
  if (status == ABCISTREAM_OK) {
    options_collect(&plan->options, request);
    /* A relative home is relative to where the node stands now, not when it crashes. */
    plan->home = realpath(request->home, NULL);
    plan->home = plan->home != NULL ? plan->home : strdup(request->home);
    status =
        options_failed(&plan->options) || plan->home == NULL ? no_memory(error) : ABCISTREAM_OK;
  }
  if (status != ABCISTREAM_OK) {
    plan_free(plan);
  }
  return status;
}

/* ---- Two plans ---- */

static abcistream_status differ(const char *what, const char *running, const char *wanted,
                                abcistream_error *error) {
  return error_set(error, ABCISTREAM_JVM_OPTIONS,
                   "the process already runs a JVM whose %s is %s; this stream asks for %s: give "
                   "every stream of a process the same",
                   what, running != NULL ? running : "absent", wanted != NULL ? wanted : "none");
}

static abcistream_status compare_lists(const char *what, const struct string_list *running,
                                       const struct string_list *wanted, abcistream_error *error) {
  size_t index;
  if (!string_list_differ(&index, running, wanted)) {
    return ABCISTREAM_OK;
  }
  char numbered[64];
  snprintf(numbered, sizeof numbered, "%s %zu", what, index + 1);
  return differ(numbered, string_list_get(running, index), string_list_get(wanted, index), error);
}

static bool is_same(const char *left, const char *right) {
  return left == NULL || right == NULL ? left == right : strcmp(left, right) == 0;
}

abcistream_status plan_compare(const struct plan *running, const struct plan *wanted,
                               abcistream_error *error) {
  if (!is_same(running->java.home, wanted->java.home)) {
    return differ("JDK", running->java.home, wanted->java.home, error);
  }
  abcistream_status status =
      compare_lists("class path entry", &running->class_path, &wanted->class_path, error);
  if (status == ABCISTREAM_OK) {
    status = compare_lists("JVM option", &running->options.texts, &wanted->options.texts, error);
  }
  if (status == ABCISTREAM_OK && !is_same(running->install_dir, wanted->install_dir)) {
    status = differ("installation folder", running->install_dir, wanted->install_dir, error);
  }
  return status;
}

void plan_free(struct plan *plan) {
  libjvm_free(&plan->java);
  string_list_free(&plan->class_path);
  options_free(&plan->options);
  free(plan->install_dir);
  free(plan->home);
  *plan = (struct plan){0};
}
