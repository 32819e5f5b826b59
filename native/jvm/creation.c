#include "jvm/creation.h"

#include <dlfcn.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "jvm/console.h"
#include "jvm/executable_memory.h"
#include "jvm/exit_guard.h"
#include "jvm/options.h"
#include "jvm/signals.h"

/* ---- libjvm ---- */

/* A function by its name; `function` is the address of a pointer to it. */
static bool find_function(void *function, void *library_handle, const char *name) {
  void *address = dlsym(library_handle, name);
  memcpy(function, &address, sizeof address);
  return address != NULL;
}

JavaVM *creation_find_vm(void *library_handle) {
  jint(JNICALL * get_created)(JavaVM **, jsize, jsize *);
  JavaVM *vm = NULL;
  jsize count = 0;
  if (!find_function(&get_created, library_handle, "JNI_GetCreatedJavaVMs") ||
      get_created(&vm, 1, &count) != JNI_OK || count == 0) {
    return NULL;
  }
  return vm;
}

/* The first object is the program; one without an interpreter has no dynamic loader. */
static int has_no_loader(struct dl_phdr_info *program, size_t size, void *unused) {
  (void)size;
  (void)unused;
  for (int i = 0; i < program->dlpi_phnum; i++) {
    if (program->dlpi_phdr[i].p_type == PT_INTERP) {
      return -1;
    }
  }
  return 1;
}

abcistream_status creation_load(struct creation_library *library, const struct plan *plan,
                                abcistream_error *error) {
  if (dl_iterate_phdr(has_no_loader, NULL) > 0) {
    return error_set(error, ABCISTREAM_JVM_START,
                     "this program is linked statically and cannot load %s: link it dynamically; "
                     "libabcistream.a may be inside",
                     plan->java.path);
  }
  abcistream_error reason;
  if (executable_memory_check(&reason) != ABCISTREAM_OK) {
    return error_set(error, reason.status, "the JVM of %s is not started: %s: %s", plan->java.home,
                     reason.message, EXECUTABLE_MEMORY_REMEDY);
  }
  library->handle = dlopen(plan->java.path, RTLD_NOW | RTLD_GLOBAL);
  if (library->handle == NULL) {
    return error_set(error, ABCISTREAM_JVM_START,
                     "%s cannot be loaded (%s): install a JDK for this system, or set JAVA_HOME to "
                     "the folder of one",
                     plan->java.path, dlerror());
  }
  if (!find_function(&library->create, library->handle, "JNI_CreateJavaVM")) {
    return error_set(error, ABCISTREAM_JVM_START,
                     "%s is no JVM, since it has no JNI_CreateJavaVM: set JAVA_HOME to the folder "
                     "of a JDK 17 or later",
                     plan->java.path);
  }
  return ABCISTREAM_OK;
}

/* ---- The creation ---- */

/* Never given back: nothing says for how long the JVM keeps pointers into them. */
static struct options list_in_force;

const struct options *creation_options(void) { return &list_in_force; }

/* The hooks' options, then the list's, whose strings they borrow (owned: free()). */
static JavaVMOption *make_options(const struct options *list,
                                  const struct vm_hooks_listener *listener) {
  JavaVMOption *options = calloc(VM_HOOKS_OPTION_COUNT + list->texts.count, sizeof *options);
  if (options == NULL || options_failed(list)) {
    free(options);
    return NULL;
  }
  vm_hooks_install(options, listener);
  for (size_t i = 0; i < list->texts.count; i++) {
    options[VM_HOOKS_OPTION_COUNT + i].optionString = list->texts.items[i];
  }
  return options;
}

abcistream_status creation_failed(const struct plan *plan, abcistream_error *error) {
  if (signals_jvm_is_crashing()) {
    return error_set(error, ABCISTREAM_JVM_START,
                     "the JVM of %s crashed while it started; what it was doing stands in "
                     "%s/hs_err_pid%d.log: use another JDK, or leave out agents among its options",
                     plan->java.home, plan->home, (int)getpid());
  }
  char text[CONSOLE_START_TEXT_SIZE];
  console_start_text(text);
  return error_set(
      error, ABCISTREAM_JVM_START,
      "the JVM of %s did not start: %.700s: check options.jvm_options, the config's "
      "abcistream.jvm.options and ABCISTREAM_JVM_OPTIONS",
      plan->java.home,
      text[0] != '\0' ? text : "it has printed its reason to the process's own output");
}

/* Whether the library could be asked about the signals, so that the dispatcher is in. */
static bool take_signals(const struct creation_library *library) {
  signals_jvm_handler handler;
  find_function(&handler, library->handle, "JVM_handle_linux_signal");
  void *address_in_library;
  memcpy(&address_in_library, &library->create, sizeof address_in_library);
  return signals_before_creation(handler, address_in_library);
}

static void settle(JNIEnv *env, bool has_dispatcher, struct log_sink *log) {
  jclass takes_sigchld = (*env)->FindClass(env, "java/lang/ProcessImpl");
  (*env)->ExceptionClear(env);
  (*env)->DeleteLocalRef(env, takes_sigchld);
  if (!signals_after_creation() || !has_dispatcher) {
    log_printf(log, ABCISTREAM_LOG_WARN,
               "this JVM keeps the handlers of SIGSEGV, SIGBUS, SIGFPE and SIGILL to itself, and a "
               "crash may leave no hs_err file; use another build of Java 17 or later");
  }
  if (!exit_guard_install(env)) {
    log_printf(log, ABCISTREAM_LOG_WARN,
               "this JVM does not let System.exit be refused, and a service that calls it ends "
               "every stream; use another build of Java 17 or later");
  }
}

abcistream_status creation_run(JNIEnv **env, const struct creation_library *library,
                               const struct plan *plan, struct log_sink *log,
                               const struct vm_hooks_listener *listener, abcistream_error *error) {
  bool has_dispatcher = take_signals(library);
  options_complete(&list_in_force, plan, has_dispatcher);
  JavaVMOption *options = make_options(&list_in_force, listener);
  if (options == NULL) {
    signals_restore();
    return error_set(error, ABCISTREAM_NO_MEMORY, "no memory for the options of the JVM");
  }
  JavaVMInitArgs args = {.version = JNI_VERSION_10,
                         .nOptions = VM_HOOKS_OPTION_COUNT + (jint)list_in_force.texts.count,
                         .options = options,
                         .ignoreUnrecognized = JNI_FALSE};
  JavaVM *vm;
  void *created = NULL;
  jint result = library->create(&vm, &created, &args);
  free(options);
  if (result != JNI_OK) {
    signals_restore();
    return creation_failed(plan, error);
  }
  *env = created;
  settle(*env, has_dispatcher, log);
  return ABCISTREAM_OK;
}
