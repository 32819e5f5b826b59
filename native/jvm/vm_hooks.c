#include "jvm/vm_hooks.h"

#include <stdatomic.h>
#include <string.h>

#include "jvm/console.h"
#include "jvm/signals.h"

static struct vm_hooks_listener listening;
static atomic_bool is_running;

static noreturn void end_start(void) {
  signals_abandon_jvm();
  listening.start_ended();
  signals_park_thread();
}

static void JNICALL on_exit_of_jvm(jint code) {
  if (!atomic_load(&is_running)) {
    end_start();
  }
  listening.gone((int)code);
  signals_park_thread();
}

static void JNICALL on_abort_of_jvm(void) {
  if (!atomic_load(&is_running)) {
    end_start();
  }
}

void vm_hooks_install(JavaVMOption options[VM_HOOKS_OPTION_COUNT],
                      const struct vm_hooks_listener *listener) {
  static char names[VM_HOOKS_OPTION_COUNT][9] = {"exit", "abort", "vfprintf"};
  void(JNICALL * exit_hook)(jint) = on_exit_of_jvm;
  void(JNICALL * abort_hook)(void) = on_abort_of_jvm;
  jint(JNICALL * vfprintf_hook)(FILE *, const char *, va_list) = console_vfprintf;
  listening = *listener;
  for (int i = 0; i < VM_HOOKS_OPTION_COUNT; i++) {
    options[i].optionString = names[i];
  }
  memcpy(&options[0].extraInfo, &exit_hook, sizeof options[0].extraInfo);
  memcpy(&options[1].extraInfo, &abort_hook, sizeof options[1].extraInfo);
  memcpy(&options[2].extraInfo, &vfprintf_hook, sizeof options[2].extraInfo);
}

void vm_hooks_start_is_over(void) { atomic_store(&is_running, true); }
