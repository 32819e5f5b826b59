/*
 * The JVM's options. Later ones beat earlier ones, hence the order: what the library sets by
 * default, what the users say (node, config, environment), and last what the node's safety needs.
 */
#ifndef ABCISTREAM_JVM_OPTIONS_H
#define ABCISTREAM_JVM_OPTIONS_H

#include "jvm/jvm.h"
#include "jvm/string_list.h"

struct plan;

/** What the users say: the node, the config, PREFIX_ABCISTREAM_JVM_OPTIONS, ABCISTREAM_JVM_OPTIONS.
 */
void options_collect(struct string_list *options, const struct jvm_request *request);

/**
 * The whole list.
 *
 * @param has_dispatcher Whether signals.h stands before the JVM's own handlers; a JVM that is told
 *                       to leave the node's handlers alone needs that.
 */
void options_complete(struct string_list *options, const struct plan *plan, bool has_dispatcher);

#endif
