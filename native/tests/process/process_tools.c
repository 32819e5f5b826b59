/*
 * The JDK's tools beside a node: jcmd, and a flight recording from the start on, whose option the
 * JVM writes into though the node's text of it lies in read-only memory.
 */
#include <unistd.h>

#include "tests/process/process_scenario.h"
#include "tests/temp_folder.h"

/* Says whether what jcmd prints has a line that begins like this. */
static void ask(const char *command, const char *line) {
  char *shell = NULL;
  char *text = NULL;
  size_t capacity = 0;
  bool found = false;
  CHECK(asprintf(&shell, "%s/bin/jcmd %d %s 2>&1", getenv("TEST_JAVA_HOME"), (int)getpid(),
                 command) > 0);
  FILE *output = popen(shell, "re");
  CHECK(output != NULL);
  while (getline(&text, &capacity, output) > 0) {
    found |= strncmp(text, line, strlen(line)) == 0;
  }
  node_say("%s: exit %d, %s", command, pclose(output), found ? "as expected" : text);
  free(text);
  free(shell);
}

static void open_and_ask(void) {
  char *recording = temp_folder_path(node_home, "dump.jfr");
  char *dump = NULL;
  CHECK(asprintf(&dump, "JFR.dump filename=%s", recording) > 0);
  CHECK(node_open());
  node_commit(1, 10);
  ask("Thread.print", "\"abcistream-recorder\"");
  ask("GC.heap_info", " ");
  ask(dump, "Dumped recording");
  node_say("the recording is %s", access(recording, R_OK) == 0 ? "there" : "not there");
  node_commit(11, 20);
  node_close();
  free(dump);
  free(recording);
}

static void jcmd_and_a_flight_recording_work(void) {
  const char *java = getenv("TEST_JAVA_HOME");
  char *jcmd = java != NULL ? temp_folder_path(java, "bin/jcmd") : NULL;
  if (jcmd == NULL || access(jcmd, X_OK) != 0) {
    scenario_skip("TEST_JAVA_HOME names no JDK with jcmd");
  }
  free(jcmd);
  node_settings.jvm_options[0] = "-XX:StartFlightRecording";
  node_settings.config = STREAMERS("'recorder'") RECORDER;
  scenario_expect(open_and_ask,
                  "open: OK\n"
                  "commits 1 to 10: 10 OK\n"
                  "Thread.print: exit 0, as expected\n"
                  "GC.heap_info: exit 0, as expected\n"
                  "JFR.dump filename=HOME/dump.jfr: exit 0, as expected\n"
                  "the recording is there\n"
                  "commits 11 to 20: 10 OK\n"
                  "close: OK\n"
                  "exit 0\n"
                  "recorder.heights: 1-20\n");
}

int main(int argc, char **argv) {
  static const struct scenario scenarios[] = {
      SCENARIO(jcmd_and_a_flight_recording_work),
  };
  return scenario_main(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
