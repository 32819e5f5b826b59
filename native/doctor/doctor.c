/*
 * abcistream-doctor: examines whether a machine can run the streams of a node, and says what to do
 * where it cannot.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doctor/archive.h"
#include "doctor/installation.h"
#include "doctor/machine.h"
#include "doctor/trial.h"

enum { EXIT_GOOD = 0, EXIT_CHECK_FAILED = 1, EXIT_USAGE = 2 };

static bool check_config(struct report *report, const char *path, const struct config *config) {
  if (config->text == NULL) {
    report_add(report, OUTCOME_FAILURE, "config",
               "name the node's app.toml by --config, and let the node's user read it",
               "%s cannot be read: %s", path,
               errno != 0 ? strerror(errno) : "it has a NUL byte, so it is no text");
    return false;
  }
  struct string_list services = {0};
  config_values(&services, config, "store.streamers");
  char *names = string_list_join(&services, ' ');
  bool has_services = services.count > 0;
  report_add(report, has_services ? OUTCOME_OK : OUTCOME_WARNING, "config",
             has_services ? NULL : "name services in store.streamers, else nothing is streamed",
             has_services ? "%s names the services: %s" : "%s names no service%s", path,
             names != NULL ? names : "");
  free(names);
  string_list_free(&services);
  return true;
}

static void examine(struct report *report, const struct doctor_options *options,
                    const struct config *config, char *const *argv) {
  struct ceiling ceiling;
  bool has_config = check_config(report, options->config, config);
  bool can_compile = machine_check_executable_memory(report);
  if (!has_config) {
    return;
  }
  machine_check_folders(report, options->home, config);
  if (installation_check(&ceiling, report, options, config)) {
    machine_check_memory(report, &ceiling);
    if (can_compile && options->archive) {
      archive_make(report, options, config, argv);
    } else if (can_compile) {
      trial_check(report, options, argv);
    }
  }
}

static int run(const struct doctor_options *options, char *const *argv) {
  char *text = config_read_file(options->config);
  const struct config config = {.text = text, .env_prefix = options->env_prefix};
  int code;
  if (options->is_trial) {
    code = text != NULL ? trial_run(options, &config) : EXIT_CHECK_FAILED;
  } else {
    struct report report = {.format = options->format};
    examine(&report, options, &config, argv);
    bool good = report_end(&report) && report.failures == 0;
    code = good ? EXIT_GOOD : EXIT_CHECK_FAILED;
    report_free(&report);
  }
  free(text);
  return code;
}

int main(int argc, char **argv) {
  struct doctor_options options;
  if (!doctor_options_parse(&options, argc, argv)) {
    return EXIT_USAGE;
  }
  if (options.help) {
    fputs(doctor_options_help(), stdout);
    return EXIT_GOOD;
  }
  char standard[PATH_MAX];
  snprintf(standard, sizeof standard, "%s/config/app.toml", options.home);
  options.config = options.config != NULL ? options.config : standard;
  return run(&options, argv);
}
