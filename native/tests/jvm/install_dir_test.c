/* The installation is found from a request, from the environment, and from where the program lies.
 */
#include "jvm/install_dir.h"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/check.h"
#include "tests/temp_folder.h"

static void expect(const char *requested, const char *found) {
  char *actual = install_dir_find(requested);
  CHECK_STR(found, actual);
  free(actual);
}

static void copy_this_program(const char *copy) {
  int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  int to = open(copy, O_WRONLY | O_CREAT | O_CLOEXEC, 0755);
  CHECK(from >= 0 && to >= 0);
  ssize_t copied;
  do {
    copied = sendfile(to, from, NULL, (size_t)1 << 20);
    CHECK(copied >= 0);
  } while (copied > 0);
  close(from);
  close(to);
}

/* Runs a copy of this program that lies in `bin` of an installation: it finds what is above it. */
static void the_folder_above_the_program_is_found(const char *folder) {
  temp_folder_write(folder, "share/abcistream/x.jar", "");
  temp_folder_write(folder, "bin/other", "");
  char *copy = temp_folder_path(folder, "bin/program");
  copy_this_program(copy);
  pid_t child = fork();
  if (child == 0) {
    execl(copy, copy, folder, NULL);
    _exit(127);
  }
  int status;
  CHECK_INT(child, waitpid(child, &status, 0));
  CHECK_INT(0, status);
  free(copy);
}

int main(int argc, char **argv) {
  unsetenv("ABCISTREAM_HOME");
  if (argc == 2) {
    CHECK_INT(0, chdir("/"));
    expect(NULL, argv[1]);
    return 0;
  }
  expect(NULL, NULL);
  expect("", NULL);
  expect("/asked", "/asked");
  setenv("ABCISTREAM_HOME", "/said", 1);
  expect(NULL, "/said");
  expect("/asked", "/asked");
  unsetenv("ABCISTREAM_HOME");
  char *folder = temp_folder_create();
  the_folder_above_the_program_is_found(folder);
  temp_folder_remove(folder);
  return 0;
}
