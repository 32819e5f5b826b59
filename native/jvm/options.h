/*
 * The JVM's options. Later ones beat earlier ones, hence the order: what the library sets by
 * default, what the users say (node, config, environment), and last what the node's safety needs.
 * Each is kept with who gave it, since an operator can only correct an option where it was written.
 */
#ifndef ABCISTREAM_JVM_OPTIONS_H
#define ABCISTREAM_JVM_OPTIONS_H

#include "jvm/string_list.h"

struct jvm_request;
struct plan;

/** Two lists in step. All zero is no options. */
struct options {
  struct string_list texts;  /* "-Xmx512m" */
  struct string_list givers; /* "the environment variable ABCISTREAM_JVM_OPTIONS" */
};

/** What the users say: the node, the config, PREFIX_ABCISTREAM_JVM_OPTIONS, ABCISTREAM_JVM_OPTIONS.
 */
void options_collect(struct options *options, const struct jvm_request *request);

/**
 * The whole list.
 *
 * @param has_dispatcher Whether signals.h stands before the JVM's own handlers; a JVM that is told
 *                       to leave the node's handlers alone needs that.
 */
void options_complete(struct options *options, const struct plan *plan, bool has_dispatcher);

/** What JAVA_TOOL_OPTIONS says: the JVM reads it itself, before all others. */
void options_of_java_tools(struct options *options);

/** Adds copies of others. */
void options_append(struct options *options, const struct options *others);

/** Whether memory could not be had for all of them. */
bool options_failed(const struct options *options);

void options_free(struct options *options);

#endif
