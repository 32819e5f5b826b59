#include "jvm/throwable.h"

#include <stdio.h>
#include <string.h>

/* Exceptions can be each other's cause. */
#define MOST_CAUSES 5

/* What the methods needed are; all NULL when even that fails, as it may without memory. */
struct methods {
  jmethodID to_string;
  jmethodID cause;
};

static struct methods find_methods(JNIEnv *env) {
  struct methods methods = {0};
  jclass throwable = (*env)->FindClass(env, "java/lang/Throwable");
  if (throwable != NULL) {
    methods.to_string = (*env)->GetMethodID(env, throwable, "toString", "()Ljava/lang/String;");
    methods.cause = (*env)->GetMethodID(env, throwable, "getCause", "()Ljava/lang/Throwable;");
  }
  (*env)->ExceptionClear(env);
  return methods;
}

static jobject call(JNIEnv *env, jobject object, jmethodID method) {
  jobject result = method == NULL ? NULL : (*env)->CallObjectMethod(env, object, method);
  if ((*env)->ExceptionCheck(env)) {
    (*env)->ExceptionClear(env);
    return NULL;
  }
  return result;
}

static void append(char *text, size_t size, JNIEnv *env, jstring words) {
  size_t used = strlen(text);
  const char *chars = words == NULL ? NULL : (*env)->GetStringUTFChars(env, words, NULL);
  (*env)->ExceptionClear(env);
  snprintf(text + used, size - used, "%s%s", used > 0 ? "; caused by " : "",
           chars != NULL ? chars : "an exception that cannot say what it is");
  if (chars != NULL) {
    (*env)->ReleaseStringUTFChars(env, words, chars);
  }
}

void throwable_take(char *text, size_t size, JNIEnv *env) {
  text[0] = '\0';
  jthrowable throwable = (*env)->ExceptionOccurred(env);
  (*env)->ExceptionClear(env);
  struct methods methods = find_methods(env);
  for (int i = 0; throwable != NULL && i < MOST_CAUSES; i++) {
    append(text, size, env, call(env, throwable, methods.to_string));
    throwable = call(env, throwable, methods.cause);
  }
}
