#include "jvm/exit_guard.h"

#include <string.h>

static void throw_refusal(JNIEnv *env) {
  jclass exception = (*env)->FindClass(env, "java/lang/IllegalStateException");
  if (exception != NULL) {
    (*env)->ThrowNew(env, exception,
                     "System.exit and Runtime.halt are refused: this JVM runs inside a node, which "
                     "would end too; throw an exception instead");
  }
}

static void JNICALL refuse_before_halt(JNIEnv *env, jclass shutdown) {
  (void)shutdown;
  throw_refusal(env);
}

static void JNICALL refuse_halt(JNIEnv *env, jclass shutdown, jint status) {
  (void)shutdown;
  (void)status;
  throw_refusal(env);
}

static bool replace(JNIEnv *env, jclass shutdown, char *name, char *signature,
                    void (*function)(void)) {
  JNINativeMethod method = {.name = name, .signature = signature};
  memcpy(&method.fnPtr, &function, sizeof method.fnPtr);
  bool replaced = (*env)->RegisterNatives(env, shutdown, &method, 1) == JNI_OK;
  (*env)->ExceptionClear(env);
  return replaced;
}

bool exit_guard_install(JNIEnv *env) {
  char before_halt[] = "beforeHalt";
  char before_halt_type[] = "()V";
  char halt[] = "halt0";
  char halt_type[] = "(I)V";
  jclass shutdown = (*env)->FindClass(env, "java/lang/Shutdown");
  if (shutdown == NULL) {
    (*env)->ExceptionClear(env);
    return false;
  }
  bool first =
      replace(env, shutdown, before_halt, before_halt_type, (void (*)(void))refuse_before_halt);
  bool second = replace(env, shutdown, halt, halt_type, (void (*)(void))refuse_halt);
  (*env)->DeleteLocalRef(env, shutdown);
  return first && second;
}
