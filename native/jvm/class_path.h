/*
 * The JVM's class path from what was written: JNI takes no wildcards, so folders of jars are opened
 * out here, and an entry that is not there is said now, where Java would pass over it in silence.
 */
#ifndef ABCISTREAM_JVM_CLASS_PATH_H
#define ABCISTREAM_JVM_CLASS_PATH_H

#include <abcistream/abcistream.h>

#include "jvm/given.h"
#include "jvm/string_list.h"

/**
 * Opens out jars and folders joined by colons. A folder means the jars in it, by name; one that
 * holds no jar means itself, as a folder of classes.
 *
 * @param entries Receives the jars and folders of classes (owned), abcistream's host among them.
 * @return ABCISTREAM_OK; JVM_START for an entry that cannot be read, or when the host is missing;
 *         NO_MEMORY. `entries` is empty after a failure.
 */
abcistream_status class_path_expand(struct string_list *entries, const struct given *class_path,
                                    abcistream_error *error);

#endif
