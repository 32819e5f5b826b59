/*
 * Signal actions as the kernel holds them. sigaction() of the C library will not do here: a
 * preloaded libjsig answers it with what it remembers, and swallows what is set while the JVM runs.
 */
#ifndef ABCISTREAM_JVM_KERNEL_ACTION_H
#define ABCISTREAM_JVM_KERNEL_ACTION_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

/** Signals are numbered from 1 to this. */
#define KERNEL_SIGNALS 64

/** A set of signals: signal n is bit n - 1. */
typedef uint64_t kernel_mask;

#if defined(__x86_64__) || defined(__aarch64__)
/** The kernel's own `struct sigaction`, which is not the C library's. */
struct kernel_action {
  union {
    uintptr_t address; /* Also SIG_DFL and SIG_IGN. */
    void (*plain)(int);
    void (*detailed)(int, siginfo_t *, void *);
  } handler;
  unsigned long flags;
  void (*restorer)(void); /* x86-64 returns from a handler through it; the C library knows where. */
  kernel_mask mask;
};
#else
#error "the layout of the kernel's struct sigaction is not known here for this processor"
#endif

#define KERNEL_DEFAULT ((uintptr_t)SIG_DFL)
#define KERNEL_IGNORED ((uintptr_t)SIG_IGN)

/** The action of a signal; that of a number which the kernel refuses is the default. */
struct kernel_action kernel_action_get(int signal);

/** Sets the action; whether the kernel took it. */
bool kernel_action_set(int signal, const struct kernel_action *action);

/** Makes the calling thread block exactly these. */
void kernel_mask_set(kernel_mask mask);

/** A set of one. */
static inline kernel_mask kernel_mask_of(int signal) { return UINT64_C(1) << (signal - 1); }

#endif
