/*
 * System.exit and Runtime.halt inside a node: both first call java.lang.Shutdown.beforeHalt, a
 * native method that does nothing. Here it throws, so that the service which wanted to end the
 * process has failed, before any shutdown hook has run. halt0, which would end the process, is the
 * second line.
 */
#ifndef ABCISTREAM_JVM_EXIT_GUARD_H
#define ABCISTREAM_JVM_EXIT_GUARD_H

#include <jni.h>
#include <stdbool.h>

/**
 * Puts the guard in. False when this Java has no such methods; an exit then ends the JVM, though
 * not the node. Leaves no exception behind.
 */
bool exit_guard_install(JNIEnv *env);

#endif
