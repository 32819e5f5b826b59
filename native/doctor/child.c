#include "doctor/child.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

#include "base/clock.h"

/* How often the process is asked whether it has ended. */
#define REAP_INTERVAL_MS 20

bool child_reap(int *status, pid_t process, int64_t deadline) {
  while (waitpid(process, status, WNOHANG) == 0) {
    if (clock_now() >= deadline) {
      kill(process, SIGKILL);
      waitpid(process, status, 0);
      return false;
    }
    poll(NULL, 0, REAP_INTERVAL_MS);
  }
  return true;
}
