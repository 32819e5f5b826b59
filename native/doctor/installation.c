#include "doctor/installation.h"

#include <glob.h>
#include <limits.h>
#include <stdio.h>

#include "base/error.h"
#include "jvm/plan.h"

static bool has_glue(const char *install_dir) {
  char pattern[PATH_MAX];
  glob_t libraries;
  snprintf(pattern, sizeof pattern, "%s/lib/abcistream/lib*.so", install_dir);
  bool found = glob(pattern, 0, NULL, &libraries) == 0;
  if (found) {
    globfree(&libraries);
  }
  return found;
}

/* The class path is what the plan found in it. */
static bool check_place(struct report *report, const struct plan *plan) {
  static const char name[] = "installation";
  if (plan->install_dir == NULL || !has_glue(plan->install_dir)) {
    report_add(report, OUTCOME_FAILURE, name,
               "install all of abcistream in one folder, and set ABCISTREAM_HOME to it",
               "%s has no lib/abcistream with the library of the Java side",
               plan->install_dir != NULL ? plan->install_dir : "no folder that was found");
    return false;
  }
  report_add(report, OUTCOME_OK, name, NULL, "abcistream %s in %s, %zu jars", abcistream_version(),
             plan->install_dir, plan->class_path.count);
  return true;
}

static void check_jdk(struct report *report, const struct libjvm *java) {
  report_add(report, OUTCOME_OK, "JDK", NULL, "Java %s%s%s in %s",
             java->version > 0 ? java->full_version : "of an unknown version",
             java->vendor[0] != '\0' ? " of " : "", java->vendor, java->home);
}

/* Serves as the plan of the node: its options as they will be. */
static bool compute_ceiling(struct ceiling *ceiling, const struct plan *plan) {
  struct options options = {0};
  options_of_java_tools(&options);
  options_complete(&options, plan, true);
  bool known = !options_failed(&options);
  if (known) {
    *ceiling = ceiling_of(&options, ceiling_machine_memory());
  }
  options_free(&options);
  return known;
}

bool installation_plan(struct plan *plan, const struct doctor_options *options,
                       const struct config *config, abcistream_error *error) {
  struct jvm_settings settings;
  error_clear(error);
  if (!settings_read(&settings, config->text)) {
    error_set(error, ABCISTREAM_NO_MEMORY, "no memory for the config");
    return false;
  }
  const struct jvm_request request = {.home = options->home,
                                      .install_dir = options->install_dir,
                                      .java_home = options->java_home,
                                      .env_prefix = options->env_prefix,
                                      .settings = &settings};
  bool made = plan_make(plan, &request, error) == ABCISTREAM_OK;
  settings_free(&settings);
  return made;
}

bool installation_check(struct ceiling *ceiling, struct report *report,
                        const struct doctor_options *options, const struct config *config) {
  abcistream_error error;
  struct plan plan;
  if (!installation_plan(&plan, options, config, &error)) {
    bool is_jdk = error.status == ABCISTREAM_JVM_NOT_FOUND;
    report_add(report, OUTCOME_FAILURE, is_jdk ? "JDK" : "installation", NULL, "%s", error.message);
    return false;
  }
  bool good = check_place(report, &plan);
  check_jdk(report, &plan.java);
  good = compute_ceiling(ceiling, &plan) && good;
  plan_free(&plan);
  return good;
}
