/*
 * A folder of a test's own. A test that fails leaves it behind, for whoever looks why.
 */
#ifndef ABCISTREAM_TESTS_TEMP_FOLDER_H
#define ABCISTREAM_TESTS_TEMP_FOLDER_H

/** Makes an empty folder in TMPDIR, else /tmp (owned: temp_folder_remove()). Its path has no links.
 */
char *temp_folder_create(void);

/** Writes a file, and the folders above it. `name` is relative to the folder. */
void temp_folder_write(const char *folder, const char *name, const char *text);

/** Joins a folder and a name (owned: free()). */
char *temp_folder_path(const char *folder, const char *name);

/** Removes the folder with all that is in it, and frees the path. */
void temp_folder_remove(char *folder);

#endif
