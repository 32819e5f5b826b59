#include "jvm/kernel_action.h"

#include <sys/syscall.h>
#include <unistd.h>

struct kernel_action kernel_action_get(int signal) {
  struct kernel_action action = {0};
  syscall(SYS_rt_sigaction, signal, NULL, &action, sizeof action.mask);
  return action;
}

bool kernel_action_set(int signal, const struct kernel_action *action) {
  return syscall(SYS_rt_sigaction, signal, action, NULL, sizeof action->mask) == 0;
}

void kernel_mask_set(kernel_mask mask) {
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, NULL, sizeof mask);
}
