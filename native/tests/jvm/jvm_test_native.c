/* The native methods of org.abcistream.host.Native, and an agent that crashes. */
#include <dlfcn.h>
#include <pthread.h>
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

JNIEXPORT void JNICALL Java_org_abcistream_host_Native_callHalt0(JNIEnv *env, jobject self) {
  (void)self;
  jclass shutdown = (*env)->FindClass(env, "java/lang/Shutdown");
  jmethodID halt = (*env)->GetStaticMethodID(env, shutdown, "halt0", "(I)V");
  (*env)->CallStaticVoidMethod(env, shutdown, halt, (jint)3);
}

static void *destroy(void *vm) {
  (*(JavaVM *)vm)->DestroyJavaVM(vm);
  return NULL;
}

JNIEXPORT void JNICALL Java_org_abcistream_host_Native_destroyTheJvm(JNIEnv *env, jobject self) {
  (void)self;
  JavaVM *vm;
  pthread_t thread;
  if ((*env)->GetJavaVM(env, &vm) != JNI_OK || pthread_create(&thread, NULL, destroy, vm) != 0) {
    abort();
  }
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
