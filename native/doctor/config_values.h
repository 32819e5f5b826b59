/*
 * Single values of app.toml, read without Java: enough to know which services there are and which
 * folders they name. Whether the config is right, only the trial can say.
 */
#ifndef ABCISTREAM_DOCTOR_CONFIG_VALUES_H
#define ABCISTREAM_DOCTOR_CONFIG_VALUES_H

#include "jvm/string_list.h"

/** A config, and the prefix of the variables that override it, or NULL. Borrowed. */
struct config {
  const char *text;
  const char *env_prefix;
};

/**
 * The strings that an option has: of a list, or the one that it is. Case does not count.
 *
 * @param values Receives copies (owned: string_list_free()); none where it is not set.
 * @param key    Its full name, such as "streamers.file.keys".
 */
void config_values(struct string_list *values, const struct config *config, const char *key);

/** The stores that the services ask for, each once; one of a made-up name where they ask for all
 * that there are. */
void config_stores(struct string_list *stores, const struct config *config);

/** Reads a whole text file (owned: free()); NULL with errno, which is 0 for one with a NUL byte. */
char *config_read_file(const char *path);

#endif
