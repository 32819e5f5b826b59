#include "jvm/hooks.h"

#include <stdatomic.h>
#include <string.h>

#include "jvm/console.h"
#include "jvm/signals.h"

static struct hooks_listener hooks_listener;
static atomic_bool is_running;

static noreturn void end_start(void) {
  signals_abandon_jvm();
  hooks_listener.start_ended();
  signals_park_thread();
}

static void JNICALL on_exit_of_jvm(jint code) {
  if (!atomic_load(&is_running)) {
    end_start();
  }
  hooks_listener.gone((int)code);
  signals_park_thread();
}

static void JNICALL on_abort_of_jvm(void) {
  if (!atomic_load(&is_running)) {
    end_start();
  }
}

void hooks_install(JavaVMOption options[HOOKS_OPTION_COUNT],
                   const struct hooks_listener *listener) {
  static char names[HOOKS_OPTION_COUNT][9] = {"exit", "abort", "vfprintf"};
  void(JNICALL * exit_hook)(jint) = on_exit_of_jvm;
  void(JNICALL * abort_hook)(void) = on_abort_of_jvm;
  jint(JNICALL * vfprintf_hook)(FILE *, const char *, va_list) = console_vfprintf;
  hooks_listener = *listener;
  for (int i = 0; i < HOOKS_OPTION_COUNT; i++) {
    options[i].optionString = names[i];
  }
  memcpy(&options[0].extraInfo, &exit_hook, sizeof options[0].extraInfo);
  memcpy(&options[1].extraInfo, &abort_hook, sizeof options[1].extraInfo);
  memcpy(&options[2].extraInfo, &vfprintf_hook, sizeof options[2].extraInfo);
}

void hooks_start_is_over(void) { atomic_store(&is_running, true); }
