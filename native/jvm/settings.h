/*
 * The `[abcistream.jvm]` table of app.toml, read before there is a JVM that could read TOML. Only
 * this one table, only its strings and arrays of strings; everything else is stepped over. A config
 * that this reader cannot follow yields no settings: Java reads the whole of it later with a real
 * TOML library, reports a syntax error with its line, and refuses when it has understood these
 * settings otherwise.
 */
#ifndef ABCISTREAM_JVM_SETTINGS_H
#define ABCISTREAM_JVM_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

/** Owned by whoever called settings_read(). */
struct jvm_settings {
  char *home;       /* NULL where absent. */
  char *class_path; /* NULL where absent. */
  char **options;
  long option_count; /* -1 where absent. */
};

/**
 * Reads the settings. Environment variables do not count here: jvm_start() lets them override.
 * Memory that cannot be had yields false.
 */
bool settings_read(struct jvm_settings *settings, const char *config);

/** Gives back what settings_read() has allocated. */
void settings_free(struct jvm_settings *settings);

#endif
