/*
 * The class archive: the classes of a start as the JVM has parsed and checked them once, which it
 * maps instead of reading jars. `abcistream-doctor --archive` makes it; a node only reads it.
 *
 * An archive fits one JDK and one class path, at the places where they lie. Both are hashed into
 * its name, so that after an update or a move there is simply none, and no JVM is given one that
 * it would have to refuse.
 */
#ifndef ABCISTREAM_JVM_CLASS_ARCHIVE_H
#define ABCISTREAM_JVM_CLASS_ARCHIVE_H

#include "jvm/plan.h"

/** Has the JVM check an archive's sums. Who makes one passes it too: a JDK without it makes none.
 */
#define CLASS_ARCHIVE_VERIFIED "-XX:+VerifySharedSpaces"

/**
 * Where the archive of a plan lies, whether it is there or not (owned: free()). NULL where the plan
 * has no installation, a file of it cannot be examined, or there is no memory.
 */
char *class_archive_path(const struct plan *plan);

/** Whether an option says itself which archive the JVM shall use or write. */
bool class_archive_is_chosen_by(const char *option);

#endif
