/*
 * What the JVM itself prints: warnings, the output of -Xlog and -verbose, and the reason why it
 * does not start. During the start the text is kept, as the words of the error; afterwards its
 * lines go to the log.
 */
#ifndef ABCISTREAM_JVM_CONSOLE_H
#define ABCISTREAM_JVM_CONSOLE_H

#include <jni.h>
#include <stdarg.h>
#include <stdio.h>

#include "jvm/log.h"

/** Bytes of the text that is kept, its NUL included; what is beyond is dropped. */
#define CONSOLE_START_TEXT_SIZE 4096

/** The JVM's `vfprintf` hook. */
jint JNICALL console_vfprintf(FILE *stream, const char *format, va_list args);

/** What was printed during the start, in one line. */
void console_start_text(char text[CONSOLE_START_TEXT_SIZE]);

/** Ends the start: what was kept and all that comes goes to the sink, line by line. */
void console_write_to(struct log_sink *sink);

#endif
