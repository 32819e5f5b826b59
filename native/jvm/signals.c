#include "jvm/signals.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "jvm/kernel_action.h"

static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};

/* Written before the handlers that read them go in. */
static struct kernel_action node_actions[KERNEL_SIGNALS + 1];
static struct kernel_action fault_action;                    /* The dispatcher's. */
static struct kernel_action jvm_actions[KERNEL_SIGNALS + 1]; /* What on_suspend stands before. */
static signals_jvm_handler ask_jvm;
static const void *libjvm_base;
static bool has_dispatcher;

static atomic_bool is_abandoned;
static atomic_bool is_crashing;

/* A handler reads it, so it must not be allocated at the first access. */
static _Thread_local bool is_marked __attribute__((tls_model("initial-exec")));

void signals_mark_node_thread(void) { is_marked = true; }

void signals_park_thread(void) {
  for (;;) {
    pause();
  }
}

bool signals_jvm_is_crashing(void) { return atomic_load(&is_crashing); }

/* ---- The node's side of a signal ---- */

static bool is_node_thread(const ucontext_t *context) {
  return is_marked || context->uc_stack.ss_size != 0;
}

/* A fault comes again when the handler returns; what was sent must be sent again, and waits until
 * then, since it is blocked. */
static void take_default_action(int signal, const siginfo_t *info) {
  const struct kernel_action standard = {.handler.address = KERNEL_DEFAULT};
  kernel_action_set(signal, &standard);
  if (info->si_code <= 0) {
    syscall(SYS_tgkill, getpid(), gettid(), signal);
  }
}

/* Blocks what would be blocked had the kernel called the node's handler itself. */
static void block_as_asked(int signal, const struct kernel_action *action,
                           const ucontext_t *context) {
  kernel_mask mask;
  memcpy(&mask, &context->uc_sigmask, sizeof mask);
  mask |= action->mask;
  if ((action->flags & SA_NODEFER) == 0) {
    mask |= kernel_mask_of(signal);
  }
  kernel_mask_set(mask);
}

static void run_node_action(int signal, siginfo_t *info, ucontext_t *context) {
  struct kernel_action action = node_actions[signal];
  bool is_ignored = action.handler.address == KERNEL_IGNORED;
  /* The kernel does not let a fault be ignored. */
  if (action.handler.address == KERNEL_DEFAULT || (is_ignored && info->si_code > 0)) {
    take_default_action(signal, info);
    return;
  }
  if (is_ignored) {
    return;
  }
  if ((action.flags & SA_RESETHAND) != 0) {
    node_actions[signal].handler.address = KERNEL_DEFAULT;
  }
  block_as_asked(signal, &action, context);
  if ((action.flags & SA_SIGINFO) != 0) {
    action.handler.detailed(signal, info, context);
  } else {
    action.handler.plain(signal);
  }
}

/* ---- The two handlers ---- */

/* Asking must leave errno as the interrupted code has it; libjvm sees to that itself. */
static void on_fault(int signal, siginfo_t *info, void *context) {
  bool is_node = is_node_thread(context);
  if (atomic_load(&is_abandoned)) {
    if (!is_node) {
      signals_park_thread();
    }
  } else if (ask_jvm(signal, info, context, 0) != 0) {
    return;
  } else if (!is_node) {
    atomic_store(&is_crashing, true);
    ask_jvm(signal, info, context, 1);
  }
  run_node_action(signal, info, context);
}

/* HotSpot suspends a thread by sending it, and no other, a signal from inside the process. */
static void on_suspend(int signal, siginfo_t *info, void *context) {
  if (info->si_code == SI_TKILL && info->si_pid == getpid() && !is_node_thread(context)) {
    jvm_actions[signal].handler.detailed(signal, info, context);
  } else {
    run_node_action(signal, info, context);
  }
}

/* ---- Before the creation ---- */

static bool is_fault(int signal) {
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
    if (faults[i] == signal) {
      return true;
    }
  }
  return false;
}

/* The library's base, by which an address in it is known; NULL for what lies in no library. */
static const void *base_of(const void *address) {
  Dl_info library;
  return dladdr(address, &library) == 0 ? NULL : library.dli_fbase;
}

static bool is_dispatcher(const struct kernel_action *action) {
  return action->handler.detailed == on_fault;
}

/* Has the C library install the dispatcher once, since only it knows its restorer, and takes from
 * the kernel what came of it. False when somebody between has kept it from the kernel. */
static bool learn_fault_action(void) {
  struct sigaction action = {.sa_sigaction = on_fault,
                             .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART};
  sigfillset(&action.sa_mask);
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
    sigdelset(&action.sa_mask, faults[i]);
  }
  sigaction(faults[0], &action, NULL);
  fault_action = kernel_action_get(faults[0]);
  return is_dispatcher(&fault_action);
}

bool signals_before_creation(signals_jvm_handler handler, const void *libjvm) {
  for (int signal = 1; signal <= KERNEL_SIGNALS; signal++) {
    node_actions[signal] = kernel_action_get(signal);
  }
  libjvm_base = base_of(libjvm);
  ask_jvm = handler;
  has_dispatcher = handler != NULL && learn_fault_action();
  for (size_t i = 0; has_dispatcher && i < sizeof faults / sizeof *faults; i++) {
    kernel_action_set(faults[i], &fault_action);
  }
  return has_dispatcher;
}

/* ---- After it ---- */

static bool is_of_jvm(const struct kernel_action *action) {
  void *address;
  memcpy(&address, &action->handler, sizeof address);
  return action->handler.address > KERNEL_IGNORED && base_of(address) == libjvm_base;
}

static void wrap_suspend(int signal, struct kernel_action *action) {
  jvm_actions[signal] = *action;
  action->handler.detailed = on_suspend;
  action->flags |= SA_SIGINFO | SA_ONSTACK;
  kernel_action_set(signal, action);
}

static void settle(int signal) {
  struct kernel_action action = kernel_action_get(signal);
  if (signal == SIGCHLD) {
    kernel_action_set(signal, &node_actions[signal]);
  } else if (is_of_jvm(&action)) {
    /* The JVM's handler of these two does nothing, which Java's sockets and files rely on. */
    bool does_nothing = signal == SIGPIPE || signal == SIGXFSZ;
    if (does_nothing && node_actions[signal].handler.address == KERNEL_IGNORED) {
      kernel_action_set(signal, &node_actions[signal]);
    } else if (does_nothing || is_fault(signal)) {
      action.flags |= SA_ONSTACK;
      kernel_action_set(signal, &action);
    } else {
      wrap_suspend(signal, &action);
    }
  }
}

bool signals_after_creation(void) {
  struct kernel_action first = kernel_action_get(faults[0]);
  for (int signal = 1; signal <= KERNEL_SIGNALS; signal++) {
    settle(signal);
  }
  return !has_dispatcher || is_dispatcher(&first);
}

/* ---- When it fails ---- */

static void give_back(int signal) {
  struct kernel_action action = kernel_action_get(signal);
  if (is_of_jvm(&action) || is_dispatcher(&action) || action.handler.detailed == on_suspend) {
    kernel_action_set(signal, &node_actions[signal]);
  }
}

void signals_restore(void) {
  for (int signal = 1; signal <= KERNEL_SIGNALS; signal++) {
    give_back(signal);
  }
}

void signals_abandon_jvm(void) {
  atomic_store(&is_abandoned, true);
  for (int signal = 1; signal <= KERNEL_SIGNALS; signal++) {
    if (has_dispatcher && is_fault(signal)) {
      kernel_action_set(signal, &fault_action);
    } else {
      give_back(signal);
    }
  }
}
