/*
 * What only native code can do to the process: end it, and, as an agent, set a flag of the JVM that
 * no option can set.
 */
#include <dlfcn.h>
#include <jni.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What JNI and JVMTI ask for. */
JNIEXPORT void JNICALL Java_org_abcistream_process_NativeExit_exitNow(JNIEnv *env, jclass type);
JNIEXPORT jint JNICALL Agent_OnLoad(JavaVM *vm, char *options, void *reserved);

void Java_org_abcistream_process_NativeExit_exitNow(JNIEnv *env, jclass type) {
  (void)env;
  (void)type;
  _exit(7);
}

/* ---- The flag, by the tables that HotSpot has for its debuggers ---- */

/* A field as gHotSpotVMStructs has it. */
struct vm_field {
  const char *type;
  const char *name;
  const char *value_type;
  int32_t is_static;
  uint64_t offset;
  void *address;
};

static const void *variable(const char *name) {
  void *address = dlsym(RTLD_DEFAULT, name);
  const void *value = NULL;
  if (address != NULL) {
    memcpy(&value, address, sizeof value);
  }
  return value;
}

static const struct vm_field *find_field(const char *type, const char *name) {
  const struct vm_field *field = variable("gHotSpotVMStructs");
  while (field != NULL && field->type != NULL &&
         (strcmp(field->type, type) != 0 || strcmp(field->name, name) != 0)) {
    field++;
  }
  return field != NULL && field->type != NULL ? field : NULL;
}

/* As gHotSpotVMTypes has it. */
struct vm_type {
  const char *name;
  const char *super;
  int32_t is_oop;
  int32_t is_integer;
  int32_t is_unsigned;
  uint64_t size;
};

static uint64_t size_of(const char *name) {
  const struct vm_type *type = variable("gHotSpotVMTypes");
  while (type != NULL && type->name != NULL && strcmp(type->name, name) != 0) {
    type++;
  }
  return type != NULL && type->name != NULL ? type->size : 0;
}

static const void *pointer_at(const char *flag, const struct vm_field *field) {
  const void *value;
  memcpy(&value, flag + field->offset, sizeof value);
  return value;
}

/* False where this JVM has no such tables. */
static bool set_flag(const char *name) {
  const struct vm_field *flags = find_field("JVMFlag", "flags");
  const struct vm_field *count = find_field("JVMFlag", "numFlags");
  const struct vm_field *name_field = find_field("JVMFlag", "_name");
  const struct vm_field *address_field = find_field("JVMFlag", "_addr");
  const uint64_t size = size_of("JVMFlag");
  if (flags == NULL || count == NULL || name_field == NULL || address_field == NULL || size == 0) {
    return false;
  }
  const char *flag;
  size_t number;
  memcpy(&flag, flags->address, sizeof flag);
  memcpy(&number, count->address, sizeof number);
  for (size_t i = 0; i < number; i++, flag += size) {
    const char *flag_name = pointer_at(flag, name_field);
    if (flag_name != NULL && strcmp(flag_name, name) == 0) {
      *(bool *)(uintptr_t)pointer_at(flag, address_field) = true;
      return true;
    }
  }
  return false;
}

jint Agent_OnLoad(JavaVM *vm, char *options, void *reserved) {
  (void)vm;
  (void)options;
  (void)reserved;
  return set_flag("ExitOnOutOfMemoryError") ? JNI_OK : JNI_ERR;
}
