#include "jvm/java_host.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "jvm/libjvm.h"
#include "jvm/throwable.h"

#define HOST_CLASS "org.abcistream.host.Host"

/* Local references die with the frame, which a thread that never returns to Java must make itself.
 */
#define LOCAL_REFERENCES 32

static abcistream_status set_thrown(JNIEnv *env, const char *what, abcistream_error *error) {
  char thrown[ABCISTREAM_ERROR_SIZE];
  throwable_take(thrown, sizeof thrown, env);
  return error_set(error, ABCISTREAM_JVM_START, "%s: %s", what, thrown);
}

/* The version of the JVM that runs, such as 17; 0 when it cannot be had. */
static int running_version(JNIEnv *env) {
  jclass system = (*env)->FindClass(env, "java/lang/System");
  jmethodID get = system == NULL
                      ? NULL
                      : (*env)->GetStaticMethodID(env, system, "getProperty",
                                                  "(Ljava/lang/String;)Ljava/lang/String;");
  jstring key = get == NULL ? NULL : (*env)->NewStringUTF(env, "java.specification.version");
  jstring value = key == NULL ? NULL : (*env)->CallStaticObjectMethod(env, system, get, key);
  bool failed = (*env)->ExceptionCheck(env);
  const char *text = failed || value == NULL ? NULL : (*env)->GetStringUTFChars(env, value, NULL);
  (*env)->ExceptionClear(env);
  if (text == NULL) {
    return 0;
  }
  int version = libjvm_parse_version(text);
  (*env)->ReleaseStringUTFChars(env, value, text);
  return version;
}

static abcistream_status find_open(struct java_host *host, JNIEnv *env, abcistream_error *error) {
  jclass class = (*env)->FindClass(env, "org/abcistream/host/Host");
  if (class == NULL) {
    return set_thrown(
        env,
        "the class " HOST_CLASS
        " cannot be loaded from the JVM's class path, put the abcistream-host jar and "
        "those beside it on it",
        error);
  }
  host->open = (*env)->GetStaticMethodID(env, class, "open", "(JJ)V");
  if (host->open == NULL) {
    return set_thrown(env,
                      "the abcistream-host jar is not the one of this library, install both in the "
                      "same version",
                      error);
  }
  host->class = (*env)->NewGlobalRef(env, class);
  return host->class != NULL
             ? ABCISTREAM_OK
             : error_set(error, ABCISTREAM_NO_MEMORY, "no memory for a reference to " HOST_CLASS);
}

/* Without it a stream is only described less well. */
static void find_runtime(struct java_host *host, JNIEnv *env) {
  jclass class = (*env)->FindClass(env, "java/lang/Runtime");
  jmethodID get =
      class == NULL ? NULL
                    : (*env)->GetStaticMethodID(env, class, "getRuntime", "()Ljava/lang/Runtime;");
  jobject runtime = get == NULL ? NULL : (*env)->CallStaticObjectMethod(env, class, get);
  if (runtime != NULL) {
    host->max_memory = (*env)->GetMethodID(env, class, "maxMemory", "()J");
    host->total_memory = (*env)->GetMethodID(env, class, "totalMemory", "()J");
    host->free_memory = (*env)->GetMethodID(env, class, "freeMemory", "()J");
    host->runtime = (*env)->ExceptionCheck(env) ? NULL : (*env)->NewGlobalRef(env, runtime);
  }
  (*env)->ExceptionClear(env);
}

bool java_host_measure(struct heap *heap, const struct java_host *host, JNIEnv *env) {
  if (host->runtime == NULL) {
    return false;
  }
  heap->max = (*env)->CallLongMethod(env, host->runtime, host->max_memory);
  heap->committed = (*env)->CallLongMethod(env, host->runtime, host->total_memory);
  heap->used = heap->committed - (*env)->CallLongMethod(env, host->runtime, host->free_memory);
  bool measured = !(*env)->ExceptionCheck(env);
  (*env)->ExceptionClear(env);
  return measured;
}

static abcistream_status find(struct java_host *host, JNIEnv *env, abcistream_error *error) {
  int version = running_version(env);
  if (version < LIBJVM_OLDEST_JAVA) {
    return error_set(error, ABCISTREAM_JVM_NOT_FOUND,
                     "the JVM that runs is Java %d; abcistream needs Java 17 or later: set "
                     "JAVA_HOME to the folder of such a JDK",
                     version);
  }
  find_runtime(host, env);
  return find_open(host, env, error);
}

abcistream_status java_host_find(struct java_host *host, JNIEnv *env, abcistream_error *error) {
  if ((*env)->PushLocalFrame(env, LOCAL_REFERENCES) != JNI_OK) {
    return set_thrown(env, "the JVM has no memory for its first call", error);
  }
  abcistream_status status = find(host, env, error);
  (*env)->PopLocalFrame(env, NULL);
  return status;
}

/* Where this code was loaded from; inside a program that is linked statically, the program. */
static const char *place_of_library(void) {
  static const char here;
  Dl_info library;
  return dladdr(&here, &library) == 0 ? "the native library" : library.dli_fname;
}

abcistream_status java_host_open(const struct java_host *host, JNIEnv *env,
                                 const abcistream_host_api *api, abcistream_host_stream *stream,
                                 abcistream_error *error) {
  if ((*env)->PushLocalFrame(env, LOCAL_REFERENCES) != JNI_OK) {
    return set_thrown(env, "the JVM has no memory for opening a stream", error);
  }
  abcistream_status status = ABCISTREAM_OK;
  (*env)->CallStaticVoidMethod(env, host->class, host->open, (jlong)(intptr_t)api,
                               (jlong)(intptr_t)stream);
  if ((*env)->ExceptionCheck(env)) {
    char what[512];
    snprintf(what, sizeof what, HOST_CLASS ".open, called by %s, failed", place_of_library());
    status = set_thrown(env, what, error);
  }
  (*env)->PopLocalFrame(env, NULL);
  return status;
}
