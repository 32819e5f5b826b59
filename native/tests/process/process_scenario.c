#include "tests/process/process_scenario.h"

#include <fnmatch.h>
#include <glob.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/process/process_files.h"
#include "tests/temp_folder.h"

enum { SKIPPED = 77 };

/* Beginnings of lines for the report of the tests. */
static const char *const reported[] = {"measured: ", "resident: "};

/* ---- The program ---- */

void scenario_skip(const char *reason) {
  printf("skipped: %s\n", reason);
  fflush(stdout);
  _exit(SKIPPED);
}

static void require(const char *pattern, const char *reason) {
  glob_t found;
  if (glob(pattern, 0, NULL, &found) != 0) {
    scenario_skip(reason);
  }
  globfree(&found);
}

static void require_installation(void) {
  const char *home = getenv("ABCISTREAM_HOME");
  CHECK(home != NULL);
  char *jars = temp_folder_path(home, "share/abcistream/*.jar");
  require(jars, "the installation has no jars; mvn verify puts them there");
  require(TEST_PLUGINS "/*/*.jar", "the services of the tests are not built");
  free(jars);
}

int64_t scenario_number(int64_t number) {
  const char *scale = getenv("ABCISTREAM_TEST_SCALE");
  return number * (scale != NULL ? strtoll(scale, NULL, 10) : 1);
}

int scenario_main(int argc, char **argv, const struct scenario *scenarios, size_t count) {
  CHECK_INT(2, argc);
  require_installation();
  for (size_t i = 0; i < count; i++) {
    if (strcmp(argv[1], scenarios[i].name) == 0) {
      char *home = temp_folder_create();
      node_home = home;
      scenarios[i].run();
      temp_folder_remove(home);
      return 0;
    }
  }
  fprintf(stderr, "there is no scenario \"%s\"\n", argv[1]);
  return 2;
}

/* ---- A node's process ---- */

pid_t scenario_start(void (*node)(void), int *output) {
  int ends[2];
  CHECK_INT(0, pipe(ends));
  pid_t child = fork();
  CHECK(child >= 0);
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* A test that is ended leaves no node behind. */
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    close(ends[1]);
    node();
    exit(0);
  }
  close(ends[1]);
  *output = ends[0];
  return child;
}

static bool is_reported(const char *line) {
  for (size_t i = 0; i < sizeof reported / sizeof *reported; i++) {
    if (strncmp(line, reported[i], strlen(reported[i])) == 0) {
      return true;
    }
  }
  return false;
}

/* What is for the report goes there; the rest is compared. */
static void collect(struct text *text, int output) {
  FILE *lines = fdopen(output, "r");
  CHECK(lines != NULL);
  char *line = NULL;
  size_t capacity = 0;
  while (getline(&line, &capacity, lines) > 0) {
    if (is_reported(line)) {
      fputs(line, stdout);
    } else {
      text_add(text, "%s", line);
    }
  }
  free(line);
  fclose(lines);
}

static void add_end(struct text *text, pid_t child) {
  int status;
  CHECK_INT(child, waitpid(child, &status, 0));
  if (WIFEXITED(status)) {
    text_add(text, "exit %d\n", WEXITSTATUS(status));
  } else {
    text_add(text, "signal %d\n", WTERMSIG(status));
  }
}

static void check_matches(const char *pattern, const char *text) {
  if (fnmatch(pattern, text, FNM_EXTMATCH) != 0) {
    fprintf(stderr, "the node in %s said\n%s\nexpected was\n%s\n", node_home, text, pattern);
    exit(1);
  }
}

void scenario_expect(void (*node)(void), const char *pattern) {
  fflush(stdout);
  struct text text = {0};
  int output;
  pid_t child = scenario_start(node, &output);
  collect(&text, output);
  add_end(&text, child);
  files_add(&text, node_home);
  text_replace(&text, node_home, "HOME");
  check_matches(pattern, text.data);
  text_free(&text);
}

static int64_t last_block;

static void stream_blocks(void) {
  if (node_open()) {
    node_commit(1, last_block);
    node_close();
  }
}

void scenario_expect_blocks(int64_t last, const char *pattern) {
  last_block = last;
  scenario_expect(stream_blocks, pattern);
}

void scenario_expect_log(const char *text) {
  struct text log = {0};
  char *path = temp_folder_path(node_home, "node.log");
  text_add_file(&log, path);
  CHECK_CONTAINS(log.data, text);
  free(path);
  text_free(&log);
}
