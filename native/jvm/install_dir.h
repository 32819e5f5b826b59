/*
 * The folder into which abcistream is installed: that above `lib/abcistream`, where the glue of the
 * Java side lies, and `share/abcistream`, where its jars lie.
 */
#ifndef ABCISTREAM_JVM_INSTALL_DIR_H
#define ABCISTREAM_JVM_INSTALL_DIR_H

/**
 * What was asked for, else the environment's ABCISTREAM_HOME, else the nearest folder above the
 * library itself, or above the program, that has a `share/abcistream` (owned: free()). NULL where
 * there is none, and without memory.
 */
char *install_dir_find(const char *requested);

#endif
