#include "doctor/doctor_options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the services may take by default to start and to finish, and as long again. */
#define DEFAULT_TIMEOUT_S 120
#define LONGEST_TIMEOUT_S 86400

enum option_code {
  CODE_HOME = 1,
  CODE_CONFIG,
  CODE_ENV_PREFIX,
  CODE_STORES,
  CODE_INSTALL_DIR,
  CODE_JAVA_HOME,
  CODE_TIMEOUT,
  CODE_TRIAL,
  CODE_ARCHIVE,
  CODE_HELP
};

static const struct option long_options[] = {
    {"home", required_argument, NULL, CODE_HOME},
    {"config", required_argument, NULL, CODE_CONFIG},
    {"env-prefix", required_argument, NULL, CODE_ENV_PREFIX},
    {"stores", required_argument, NULL, CODE_STORES},
    {"install-dir", required_argument, NULL, CODE_INSTALL_DIR},
    {"java-home", required_argument, NULL, CODE_JAVA_HOME},
    {"timeout", required_argument, NULL, CODE_TIMEOUT},
    {"output", required_argument, NULL, 'o'},
    {"trial", no_argument, NULL, CODE_TRIAL},
    {"archive", no_argument, NULL, CODE_ARCHIVE},
    {"help", no_argument, NULL, CODE_HELP},
    {NULL, 0, NULL, 0},
};

static const char help_text[] =
    "usage: abcistream-doctor --home DIR [OPTION]...\n"
    "\n"
    "Examines whether this machine can run the streams of a node: as the node's user, in its\n"
    "environment, and under the limits that it has. Safe while the node runs: one dummy block "
    "goes\n"
    "through every service that supports a trial, into a place of its own, which is removed.\n"
    "\n"
    "  --home DIR         the node's home\n"
    "  --config FILE      the node's app.toml (else config/app.toml in the home)\n"
    "  --env-prefix NAME  variables such as NAME_STREAMERS_FILE_WRITE_DIR override the config, as\n"
    "                     they do for the node\n"
    "  --stores FILE      the names of the node's stores, one a line (else those that the "
    "services'\n"
    "                     keys name)\n"
    "  --install-dir DIR  where abcistream is installed (else ABCISTREAM_HOME, else found)\n"
    "  --java-home DIR    the JDK that the node gives (else by the config, JAVA_HOME, the PATH)\n"
    "  --timeout SECONDS  how long the trial may take in all, and an archive after it (120)\n"
    "  --archive          also write a class archive into the installation, with which the JVM of\n"
    "                     nodes on this JDK starts in about 60 % of the time; to be made again\n"
    "                     after an update of the JDK or of abcistream\n"
    "  -o, --output FMT   text or json\n"
    "  --help             this text\n"
    "\n"
    "The JVM of the trial has the options of the config, so a file that they name "
    "(-Xlog:...:file=)\n"
    "is written.\n"
    "\n"
    "Exit codes: 0 good, perhaps with warnings; 1 a check has failed; 2 a wrong command line.\n";

const char *doctor_options_help(void) { return help_text; }

static bool take_format(struct doctor_options *options, const char *text) {
  options->format = strcmp(text, "json") == 0 ? REPORT_JSON : REPORT_TEXT;
  if (options->format == REPORT_TEXT && strcmp(text, "text") != 0) {
    fprintf(stderr, "abcistream-doctor: --output takes text or json, not \"%s\"\n", text);
    return false;
  }
  return true;
}

static bool take_timeout(struct doctor_options *options, const char *text) {
  char *end = NULL;
  options->timeout_s = strtol(text, &end, 10);
  if (*end != '\0' || options->timeout_s < 1 || options->timeout_s > LONGEST_TIMEOUT_S) {
    fprintf(stderr, "abcistream-doctor: --timeout takes seconds from 1 to %d, not \"%s\"\n",
            LONGEST_TIMEOUT_S, text);
    return false;
  }
  return true;
}

/* Where the value of an option that is a plain string belongs; NULL for the others. */
static const char **string_of(struct doctor_options *options, int code) {
  switch (code) {
    case CODE_HOME:
      return &options->home;
    case CODE_CONFIG:
      return &options->config;
    case CODE_ENV_PREFIX:
      return &options->env_prefix;
    case CODE_STORES:
      return &options->stores;
    case CODE_INSTALL_DIR:
      return &options->install_dir;
    case CODE_JAVA_HOME:
      return &options->java_home;
    default:
      return NULL;
  }
}

static bool take_option(struct doctor_options *options, int code) {
  const char **string = string_of(options, code);
  if (string != NULL) {
    *string = optarg;
    return true;
  }
  switch (code) {
    case 'o':
      return take_format(options, optarg);
    case CODE_TIMEOUT:
      return take_timeout(options, optarg);
    case CODE_TRIAL:
      options->is_trial = true;
      return true;
    case CODE_ARCHIVE:
      options->archive = true;
      return true;
    case CODE_HELP:
      options->help = true;
      return true;
    default: /* getopt_long() has said what it does not know. */
      return false;
  }
}

static bool check_complete(const struct doctor_options *options, char *const *rest) {
  if (options->help) {
    return true;
  }
  if (*rest != NULL) {
    fprintf(stderr, "abcistream-doctor: \"%s\" is no option\n", *rest);
    return false;
  }
  if (options->home == NULL) {
    fprintf(stderr, "abcistream-doctor: --home is missing\n");
    return false;
  }
  return true;
}

bool doctor_options_parse(struct doctor_options *options, int argc, char **argv) {
  *options = (struct doctor_options){.timeout_s = DEFAULT_TIMEOUT_S};
  bool good = true;
  int code;
  while (good && (code = getopt_long(argc, argv, "o:", long_options, NULL)) != -1) {
    good = take_option(options, code);
  }
  good = good && check_complete(options, argv + optind);
  if (!good) {
    fprintf(stderr, "abcistream-doctor: see abcistream-doctor --help\n");
  }
  return good;
}
