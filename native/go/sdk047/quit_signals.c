#define _GNU_SOURCE

#include "quit_signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

static const int quit_signals[] = {SIGINT, SIGTERM};
enum { QUIT_SIGNALS = sizeof quit_signals / sizeof quit_signals[0] };

static int quit_pipe[2] = {-1, -1};
static struct sigaction quit_before[QUIT_SIGNALS];
static bool quit_caught[QUIT_SIGNALS];
static bool quit_released;
static atomic_bool quit_told;

/* A full pipe loses nothing: the signal has been told already. */
static void quit_note(int number) {
  int saved = errno;
  atomic_store(&quit_told, true);
  unsigned char byte = (unsigned char)number;
  ssize_t written = write(quit_pipe[1], &byte, 1);
  (void)written;
  errno = saved;
}

static void quit_catch_one(size_t i) {
  struct sigaction current;
  if (sigaction(quit_signals[i], NULL, &current) != 0 || current.sa_handler == quit_note ||
      current.sa_handler == SIG_IGN) {
    return;
  }
  /* Go's threads have signal stacks and must be interrupted on them. */
  struct sigaction ours = {.sa_handler = quit_note, .sa_flags = SA_ONSTACK | SA_RESTART};
  sigfillset(&ours.sa_mask);
  quit_before[i] = current;
  quit_caught[i] = sigaction(quit_signals[i], &ours, NULL) == 0;
}

int quit_catch(void) {
  if (quit_pipe[0] < 0 && pipe2(quit_pipe, O_CLOEXEC | O_NONBLOCK) != 0) {
    return -1;
  }
  for (size_t i = 0; i < QUIT_SIGNALS && !quit_released; i++) {
    quit_catch_one(i);
  }
  return quit_pipe[0];
}

bool quit_asked(void) { return atomic_load(&quit_told); }

void quit_release(void) {
  quit_released = true;
  for (size_t i = 0; i < QUIT_SIGNALS; i++) {
    if (quit_caught[i]) {
      sigaction(quit_signals[i], &quit_before[i], NULL);
    }
  }
}
