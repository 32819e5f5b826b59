/* What the command line of the example node takes and refuses. */
#include "examples/replay_options.h"
#include "tests/check.h"

enum { MAX_ARGUMENTS = 32 };

/* Parses arguments that are separated by single blanks; strings stay in `line`. */
static bool parse(struct replay_options *options, char *line) {
  char *arguments[MAX_ARGUMENTS + 1] = {"replay_node"};
  int count = 1;
  char *rest = NULL;
  for (char *word = strtok_r(line, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
    CHECK(count < MAX_ARGUMENTS);
    arguments[count++] = word;
  }
  return replay_options_parse(options, count, arguments);
}

static void check_refused(const char *text) {
  char line[256];
  CHECK(strlen(text) < sizeof line);
  memcpy(line, text, strlen(text) + 1);
  struct replay_options options;
  CHECK(!parse(&options, line));
  replay_options_free(&options);
}

static void what_is_not_given_has_its_default(void) {
  char line[] = "--trace t --config c --home h";
  struct replay_options options;
  CHECK(parse(&options, line));
  CHECK_STR("t", options.trace);
  CHECK_STR("c", options.config);
  CHECK_STR("h", options.home);
  CHECK_STR(NULL, options.stores);
  CHECK_STR(NULL, options.install_dir);
  CHECK_STR(NULL, options.java_home);
  CHECK_INT(0, options.jvm_option_count);
  CHECK_INT(0, options.block_limit);
  CHECK_INT(1, options.repeat);
  CHECK(!options.quiet && !options.help);
  replay_options_free(&options);
}

static void every_option_is_taken(void) {
  char line[] =
      "--quiet --trace=t --config c --home h --stores s --blocks 7 --repeat 3 "
      "--install-dir=i --jvm-option -Xmx64m --jvm-option -Xss1m";
  struct replay_options options;
  CHECK(parse(&options, line));
  CHECK_STR("s", options.stores);
  CHECK_STR("i", options.install_dir);
  CHECK_INT(2, options.jvm_option_count);
  CHECK_STR("-Xmx64m", options.jvm_options[0]);
  CHECK_STR("-Xss1m", options.jvm_options[1]);
  CHECK_INT(7, options.block_limit);
  CHECK_INT(3, options.repeat);
  CHECK(options.quiet);
  replay_options_free(&options);
}

static void help_needs_nothing_else(void) {
  char line[] = "--help";
  struct replay_options options;
  CHECK(parse(&options, line));
  CHECK(options.help);
  replay_options_free(&options);
}

static void a_wrong_command_line_is_refused(void) {
  check_refused("");
  check_refused("--config c --home h");
  check_refused("--trace t --home h");
  check_refused("--trace t --config c");
  check_refused("--trace t --config c --home h more");
  check_refused("--trace t --config c --home h --no-such-option");
  check_refused("--trace t --config c --home");
}

static void a_count_is_a_whole_number_from_1(void) {
  check_refused("--trace t --config c --home h --blocks 0");
  check_refused("--trace t --config c --home h --blocks -1");
  check_refused("--trace t --config c --home h --blocks 1x");
  check_refused("--trace t --config c --home h --blocks=");
  check_refused("--trace t --config c --home h --blocks 18446744073709551616");
  check_refused("--trace t --config c --home h --repeat 1000001");
}

int main(void) {
  what_is_not_given_has_its_default();
  every_option_is_taken();
  help_needs_nothing_else();
  a_wrong_command_line_is_refused();
  a_count_is_a_whole_number_from_1();
  return 0;
}
