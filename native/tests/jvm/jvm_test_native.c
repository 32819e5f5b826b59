/* The native methods of org.abcistream.host.Native, and an agent that crashes. */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "org_abcistream_host_Native.h"

/* As jvmti.h declares it, which is no strict C. */
JNIEXPORT jint JNICALL Agent_OnLoad(JavaVM *vm, char *options, void *reserved);

static void write_to_unmapped_memory(void) {
  volatile int *volatile unmapped = (volatile int *)8;
  *unmapped = 1;
}

JNIEXPORT void JNICALL Java_org_abcistream_host_Native_crash(JNIEnv *env, jobject self) {
  (void)env;
  (void)self;
  write_to_unmapped_memory();
}

JNIEXPORT jint JNICALL Agent_OnLoad(JavaVM *vm, char *options, void *reserved) {
  (void)vm;
  (void)options;
  (void)reserved;
  write_to_unmapped_memory();
  return JNI_OK;
}

JNIEXPORT void JNICALL Java_org_abcistream_host_Native_haltTheJvm(JNIEnv *env, jobject self) {
  (void)env;
  (void)self;
  void(JNICALL * halt)(jint);
  void *address = dlsym(RTLD_DEFAULT, "JVM_Halt");
  if (address == NULL) {
    abort();
  }
  memcpy(&halt, &address, sizeof halt);
  halt(3);
}
